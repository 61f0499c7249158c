import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { elementAt, required } from '../../domain/elements.ts';
import fixture from '../../../tests/fixtures/training-step.json' with { type: 'json' };
import { createRandom } from '../../domain/statistics/random.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { float32 } from '../../domain/tensor.ts';
import { createLocalEngine } from '../../../tests/support/run-graph.ts';
import { createBuilder, float, int, ints } from '../ir/builder.ts';
import { UnsupportedOperatorError } from '../autodiff/differentiate.ts';
import type { Graph, Node } from '../ir/graph.ts';
import type { Adam, Sgd, StepSettings } from './optimisers.ts';
import { trainSteps } from '../../../tests/support/train-steps.ts';
import type { TrainingGraph } from './training-graph.ts';
import { buildTrainingGraph, withWeights } from './training-graph.ts';
import { writeOnnx } from '../onnx/write-onnx.ts';

const engine = await createLocalEngine({ threads: 1 });
afterAll(() => engine.close());

const adamW: Adam = { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-4, weightDecay: 0.1 };
const sgd: Sgd = { kind: 'sgd', momentum: 0.9, weightDecay: 0.1 };
/** The first convolution of the fixture learns more slowly. */
const rates = new Map(['conv1.weight', 'conv1.bias'].map((name) => [name, 0.25]));

/** The network of tests/fixtures/training-step.py. */
function fixtureNet(): Graph {
  const builder = createBuilder();
  for (const [name, { dims, data }] of Object.entries(fixture.start)) builder.initializer(name, float32(dims, data));
  const image = builder.input('image', { type: 'float32', dims: ['N', 2, 10, 9] });
  const norm = (x: string, name: string): string => {
    const parameters = ['weight', 'bias', 'running_mean', 'running_var'].map((key) => `${name}.${key}`);
    const node = builder.node('BatchNormalization', [x, ...parameters], { epsilon: float(1e-5), momentum: float(0.9) });
    return builder.node('Relu', [node]);
  };
  const pads = ints([1, 1, 1, 1]);
  const first = norm(builder.node('Conv', [image, 'conv1.weight', 'conv1.bias'], { pads }), 'bn1');
  const pooled = builder.node('MaxPool', [first], { kernel_shape: ints([3, 3]), strides: ints([2, 2]), pads });
  const second = norm(builder.node('Conv', [pooled, 'conv2.weight'], { strides: ints([2, 2]), pads }), 'bn2');
  const features = builder.node('Flatten', [builder.node('GlobalAveragePool', [second])]);
  const kept = builder.node('Dropout', [features, builder.scalar(0.3)]);
  builder.node('Gemm', [kept, 'fc.weight', 'fc.bias'], { transB: int(1) }, 'logits');
  builder.output('logits', { type: 'float32', dims: ['N', 3] });
  return builder.finish();
}

/** One part a step. */
function train(
  training: TrainingGraph,
  steps: number,
  settings: Omit<StepSettings, 'step'>,
  feeds: () => Record<string, Tensor>,
) {
  const all = Array.from({ length: steps }, () => ({ parts: [{ feeds: feeds() }], settings }));
  return trainSteps(engine, training, all);
}

/** Some rows of a tensor of the fixture. */
function rowsOf({ dims, data }: { dims: number[]; data: number[] }, from: number, to: number): Tensor {
  const size = data.length / elementAt(dims, 0);
  return float32([to - from, ...dims.slice(1)], data.slice(from * size, to * size));
}

function fixtureFeeds({ dims, data }: { dims: number[]; data: number[] }): Tensor {
  return float32(dims, data);
}

describe('a training step', () => {
  const weighted = { logits: 'logits', classWeights: [1, 2, 0.5], clipNorm: 0.5, rates, ema: true };
  const options = { ...weighted, labelSmoothing: 0.1 };
  const { image, targets, mask } = fixture.batch;

  /** The largest difference of a loss or a weight from PyTorch's, after three steps. */
  async function differenceFrom(expected: (typeof fixture.optimisers)['sgd'], training: TrainingGraph) {
    const { state, losses } = await train(training, 3, { learningRate: 0.01, emaDecay: 0.5 }, () => ({
      image: fixtureFeeds(image),
      targets: fixtureFeeds(targets),
      [elementAt(training.inputs.dropoutMasks, 0).name]: fixtureFeeds(mask),
    }));
    const weights = training.weightsFromState(state);
    expect([...weights.keys()].toSorted()).toEqual(Object.keys(expected.weights).toSorted());
    const differences = Object.entries(expected.weights).flatMap(([name, { data }]) =>
      data.map((value, index) => value - Number(weights.get(name)!.data[index])),
    );
    const ofLosses = losses.map((loss, index) => loss - elementAt(expected.losses, index));
    return Math.max(...[...differences, ...ofLosses].map(Math.abs));
  }

  test.each([
    ['adamw', adamW],
    ['adam', { ...adamW, kind: 'adam' }],
    ['sgd', sgd],
    ['nesterov', { ...sgd, nesterov: true }],
    ['plain', { ...sgd, momentum: 0 }],
  ] as const)('equals PyTorch over three steps: %s', async (name, optimiser) => {
    const training = buildTrainingGraph(fixtureNet(), { ...options, optimiser });
    expect(await differenceFrom(fixture.optimisers[name], training)).toBeLessThan(2e-5);
  });

  test.each([{ kind: 'focal', gamma: 1.5 }, { kind: 'binary-cross-entropy' }] as const)(
    'equals PyTorch over three steps: %j',
    async (loss) => {
      const training = buildTrainingGraph(fixtureNet(), { ...weighted, loss, optimiser: sgd });
      expect(await differenceFrom(fixture.losses[loss.kind], training)).toBeLessThan(2e-5);
    },
  );

  test('keeps the moving average of weights and statistics', async () => {
    const training = buildTrainingGraph(fixtureNet(), { ...options, optimiser: adamW });
    const { state } = await train(training, 1, { learningRate: 0.01, emaDecay: 0.75 }, () => ({
      image: fixtureFeeds(image),
      targets: fixtureFeeds(targets),
      [elementAt(training.inputs.dropoutMasks, 0).name]: fixtureFeeds(mask),
    }));
    const weights = training.weightsFromState(state);
    for (const [name, average] of training.emaWeightsFromState(state)) {
      const before = required(training.initial[name], name).data as Float32Array;
      const after = required(weights.get(name), name).data as Float32Array;
      const expected = before.map((value, index) => 0.75 * value + 0.25 * after[index]!);
      expected.forEach((value, index) => expect(average.data[index]).toBeCloseTo(value, 5));
    }
  });

  test('with its gradients added up over parts of a batch equals one over all of it', async () => {
    const training = buildTrainingGraph(fixtureNet(), { ...options, optimiser: adamW, batchNorm: 'frozen' });
    const settings = { learningRate: 0.01, emaDecay: 0.5 };
    const rows = (from: number, to: number) => ({
      image: rowsOf(image, from, to),
      targets: rowsOf(targets, from, to),
      [elementAt(training.inputs.dropoutMasks, 0).name]: rowsOf(mask, from, to),
    });
    const whole = [{ feeds: rows(0, 5) }];
    const parts = [
      { feeds: rows(0, 2), share: 2 / 5 },
      { feeds: rows(2, 4), share: 2 / 5 },
      { feeds: rows(4, 5), share: 1 / 5 },
    ];
    const { state } = await trainSteps(engine, training, [{ parts: whole, settings }]);
    const { state: updated } = await trainSteps(engine, training, [{ parts, settings }]);
    for (const [name, expected] of Object.entries(state)) {
      expected.data.forEach((value, index) =>
        expect(required(updated[name], name).data[index], name).toBeCloseTo(Number(value), 5),
      );
    }
    expect(Object.keys(training.initial).filter((name) => name.includes('running'))).toEqual([]);
  });

  test('leaves the graph that it is given as it was', () => {
    const forward = deepFreeze(fixtureNet());
    const before = hashOf(forward);
    buildTrainingGraph(forward, { ...options, optimiser: adamW });
    expect(hashOf(forward)).toBe(before);
  });

  test('names an operator that it cannot differentiate, and its node, before anything runs', () => {
    const forward = fixtureNet();
    const asModulo = (node: Node): Node => ({ ...node, op: 'Mod', inputs: [node.inputs[0]!, node.inputs[0]!] });
    const nodes = forward.nodes.map((node) => (node.op === 'Relu' ? asModulo(node) : node));
    const build = (): TrainingGraph => buildTrainingGraph({ ...forward, nodes }, { ...options, optimiser: adamW });
    const last = nodes.findLast(({ op }) => op === 'Mod')!;
    expect(build).toThrow(UnsupportedOperatorError);
    expect(build).toThrow(`Mod at node "${last.name}"`);
  });

  test('of the head alone leaves normalisations in their inference form', () => {
    const trainable = ['fc.weight', 'fc.bias'];
    const training = buildTrainingGraph(fixtureNet(), { ...options, trainable, optimiser: sgd });
    expect(Object.keys(training.carry).filter((name) => name.includes('running'))).toEqual([]);
    expect(training.graph.initializers.has('conv1.weight')).toBe(true);
    expect([...training.weightsFromState(training.initial).keys()]).toEqual(trainable);
  });
});

test('a small network learns which half of an image is brighter', async () => {
  const random = createRandom('halves');
  const batch = 16;
  const draw = (): { image: Tensor; targets: Tensor } => {
    const labels = Array.from({ length: batch }, () => random.integer(2));
    const pixels = labels.flatMap((label) =>
      Array.from({ length: 64 }, (_, pixel) => random.normal() + (pixel % 8 < 4 === (label === 0) ? 1 : 0)),
    );
    const targets = labels.flatMap((label) => [1 - label, label]);
    return { image: float32([batch, 1, 8, 8], pixels), targets: float32([batch, 2], targets) };
  };
  const training = buildTrainingGraph(halvesNet(), { logits: 'logits', optimiser: adamW, ema: false });
  const { losses } = await train(training, 60, { learningRate: 0.02 }, draw);
  const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  expect(mean(losses.slice(0, 5))).toBeGreaterThan(0.5);
  expect(mean(losses.slice(-10))).toBeLessThan(0.15);
});

test('a model takes trained weights back, and refuses ones that it does not have', () => {
  const forward = halvesNet();
  const bias = float32([2], [1, 2]);
  expect(withWeights(forward, new Map([['fc.bias', bias]])).initializers.get('fc.bias')).toBe(bias);
  expect(() => withWeights(forward, new Map([['fc.offset', bias]]))).toThrow('fc.offset');
});

/** Convolution and a linear layer over 8×8 pixels, two labels. */
function halvesNet(): Graph {
  const builder = createBuilder();
  const random = createRandom(3);
  const weights = (name: string, dims: number[]): string => {
    const size = dims.reduce((a, b) => a * b, 1);
    return builder.initializer(
      name,
      float32(
        dims,
        Array.from({ length: size }, () => 0.2 * random.normal()),
      ),
    );
  };
  const image = builder.input('image', { type: 'float32', dims: ['N', 1, 8, 8] });
  const conv = builder.node('Conv', [image, weights('conv.weight', [4, 1, 3, 3])], { pads: ints([1, 1, 1, 1]) });
  const pooled = builder.node('AveragePool', [builder.node('Relu', [conv])], {
    kernel_shape: ints([4, 4]),
    strides: ints([4, 4]),
  });
  const flat = builder.node('Flatten', [pooled]);
  builder.node('Gemm', [flat, weights('fc.weight', [16, 2]), weights('fc.bias', [2])], {}, 'logits');
  builder.output('logits', { type: 'float32', dims: ['N', 2] });
  return builder.finish();
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  const parts = value instanceof Map ? [...value.values()] : Object.values(value);
  parts.forEach(deepFreeze);
  return Object.freeze(value);
}

/** A hash of everything in the graph, weights included: typed arrays cannot be frozen. */
function hashOf(graph: Graph): string {
  return createHash('sha256').update(writeOnnx(graph)).digest('hex');
}
