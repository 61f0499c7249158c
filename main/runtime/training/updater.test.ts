import { InferenceSession } from 'onnxruntime-node';
import { afterAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import { float32, sizeOf } from '../../domain/tensor.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { createBuilder, int } from '../../graph/ir/builder.ts';
import type { Graph } from '../../graph/ir/graph.ts';
import { optimiserUpdate } from '../../graph/training/optimisers.ts';
import type { Optimiser } from '../../graph/training/optimisers.ts';
import { buildTrainingGraph } from '../../graph/training/training-graph.ts';
import type { TrainingGraph, TrainingGraphOptions } from '../../graph/training/training-graph.ts';
import { trainSteps } from '../../../tests/support/train-steps.ts';
import { isProduct, mapUpdate, successorOf } from '../../graph/training/update.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import { toNative } from './gradient-chunks.ts';
import { createLocalEngine } from '../local/local-engine.ts';
import { createState, readState } from './session-state.ts';
import { openTraining } from './training-session.ts';
import { openUpdater } from './updater.ts';

const engine = await createLocalEngine({ threads: 1 });
afterAll(() => engine.close());

const adam = { kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-4, weightDecay: 0.1 } as const;
const sgd = { kind: 'sgd', momentum: 0.9, weightDecay: 0.1 } as const;
const optimisers: readonly (readonly [string, Optimiser])[] = [
  ['adamw', { ...adam, kind: 'adamw' }],
  ['adam', adam],
  ['sgd', sgd],
  ['nesterov', { ...sgd, nesterov: true }],
  ['plain', { ...sgd, momentum: 0 }],
];

const random = createRandom('updater');
const drawn = (dims: readonly number[]): Tensor =>
  float32(
    dims,
    Float32Array.from({ length: sizeOf(dims) }, () => random.normal()),
  );

/** Two linear layers, the first with its weights as [out, in], the second with [in, out], a normalisation, a number. */
function linearNet(): Graph {
  const builder = createBuilder();
  const image = builder.input('image', { type: 'float32', dims: ['N', 6] });
  const parameter = (name: string, dims: readonly number[]): string => builder.initializer(name, drawn(dims));
  const positive = float32([9], new Float32Array(9).fill(1.5));
  const hidden = builder.node('Gemm', [image, parameter('a.weight', [9, 6]), parameter('a.bias', [9])], {
    transB: int(1),
  });
  const statistics = [parameter('n.running_mean', [9]), builder.initializer('n.running_var', positive)];
  const scales = [parameter('n.weight', [9]), parameter('n.bias', [9])];
  const normed = builder.node('BatchNormalization', [hidden, ...scales, ...statistics]);
  const last = [builder.node('Relu', [normed]), parameter('b.weight', [9, 3]), parameter('b.bias', [3])];
  builder.node('Add', [builder.node('Gemm', last), parameter('shift', [])], {}, 'logits');
  builder.output('logits', { type: 'float32', dims: ['N', 3] });
  return builder.finish();
}
const net = linearNet();
const PARAMETERS = ['a.weight', 'a.bias', 'n.weight', 'n.bias', 'b.weight', 'b.bias', 'shift'];

function build(optimiser: Optimiser, options: Partial<TrainingGraphOptions> = {}): TrainingGraph {
  const rates = new Map([['b.weight', 0.5]]);
  return buildTrainingGraph(net, {
    logits: 'logits',
    trainable: PARAMETERS,
    optimiser,
    rates,
    ema: true,
    clipNorm: 0.3,
    ...options,
  });
}

const batch = { image: drawn([4, 6]), targets: float32([4, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0]) };
const settings = { learningRate: 0.05, emaDecay: 0.7 };

function largestDifference(a: Readonly<Record<string, Tensor>>, b: Readonly<Record<string, Tensor>>): number {
  expect(Object.keys(a).toSorted()).toEqual(Object.keys(b).toSorted());
  const differences = Object.entries(a).flatMap(([name, { data }]) =>
    Array.from(data as Float32Array, (value, index) => Math.abs(value - Number(b[name]!.data[index]))),
  );
  return Math.max(...differences);
}

/** Two steps with gradients drawn, in chunks of so many elements. */
async function updateInChunks(training: TrainingGraph, chunkElements: number) {
  const draw = createRandom('gradients');
  const state = createState(training);
  const open = (model: Uint8Array): Promise<InferenceSession> =>
    InferenceSession.create(model, { logSeverityLevel: 4, intraOpNumThreads: 1 });
  const updater = await openUpdater({ open, update: mapUpdate(training.update, writeOnnx), state, chunkElements });
  for (let step = 1; step <= 2; step++) {
    const outputs = [...updater.outputs].map((output) => {
      const known = training.graph.outputs.get(output)!.dims;
      const dims = known.map((dim) => (typeof dim === 'number' ? dim : 4));
      const values = Float32Array.from({ length: sizeOf(dims) }, () => draw.normal());
      return [output, toNative(float32(dims, values))] as const;
    });
    updater.keep(Object.fromEntries(outputs));
    const scalars = training.updateScalars({ ...settings, step });
    await updater.apply(
      scalars.map((group) => Object.fromEntries(Object.entries(group).map(([name, one]) => [name, toNative(one)]))),
    );
  }
  await updater.release();
  return readState(state, [...state.views.keys()]);
}

describe.each(optimisers)('an update of %s', (_, optimiser) => {
  test('over chunks equals that of all at once', async () => {
    for (const factorsFrom of [1, Infinity]) {
      const training = build(optimiser, { factorsFrom });
      const whole = await updateInChunks(training, 1e6);
      for (const chunkElements of [7, 40])
        expect(largestDifference(await updateInChunks(training, chunkElements), whole)).toBeLessThan(1e-6);
    }
  });

  test('by the factors of gradients equals that by the gradients, also of a batch in parts', async () => {
    const parts = [
      { feeds: { image: rows(batch.image, 0, 3), targets: rows(batch.targets, 0, 3) }, share: 3 / 4 },
      { feeds: { image: rows(batch.image, 3, 4), targets: rows(batch.targets, 3, 4) }, share: 1 / 4 },
    ];
    for (const clipNorm of [0.3, undefined]) {
      const [whole, factors] = [Infinity, 1].map((factorsFrom) =>
        build(optimiser, { factorsFrom, clipNorm, batchNorm: 'frozen' }),
      );
      expect(whole!.update.move.product).toBeNull();
      expect(factors!.update.groups.flat().filter(({ gradient }) => isProduct(gradient))).toHaveLength(2);
      const steps = [
        { parts, settings },
        { parts: [{ feeds: batch }], settings },
      ];
      const expected = await trainSteps(engine, whole!, steps);
      const found = await trainSteps(engine, factors!, steps);
      expect(largestDifference(found.state, expected.state)).toBeLessThan(1e-6);
    }
  });

  test('writes no chunk of memory before its last use', () => {
    const { flatBuffers, move, norm } = optimiserUpdate({ optimiser, clipNorm: 1, ema: true, hasProducts: true });
    expect(norm).not.toBeNull();
    for (const { nodes } of [move.whole, move.product!]) {
      for (const { name } of flatBuffers) {
        const writer = nodes.find(({ outputs }) => outputs[0] === successorOf(name))!;
        const before = new Set([writer]);
        for (const node of nodes.toReversed())
          if ([...before].some(({ inputs }) => inputs.includes(node.outputs[0]!))) before.add(node);
        const readers = nodes.filter(({ inputs }) => inputs.includes(name));
        expect(readers.filter((reader) => !before.has(reader))).toEqual([]);
        expect(readers.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('a session with an update', () => {
  test('gives what stays as copies, and moves its own', async () => {
    const training = build(optimisers[0]![1]);
    const session = await openTraining(engine, training);
    const before = await session.state();
    await session.run({ ...batch, ...training.lossScale(1) });
    await session.update(training.updateScalars({ ...settings, step: 1 }));
    const after = await session.state();
    for (const [name, first] of Object.entries(training.initial)) {
      expect(before[name]!.data).toEqual(first.data);
      expect(after[name]!.data, name).not.toEqual(first.data);
    }
    expect(Object.keys(after).filter((name) => name.includes('moment:n.running'))).toEqual([]);
    expect(after['average:n.running_mean']!.data).not.toEqual(before['average:n.running_mean']!.data);
    await session.close();
  });

  test('goes on from where another has come to, bit for bit', async () => {
    const training = build(optimisers[0]![1]);
    const step = { parts: [{ feeds: batch }], settings };
    const whole = await trainSteps(engine, training, [step, step]);
    const half = await trainSteps(engine, training, [step]);
    const session = await openTraining(engine, training, half.state);
    await session.run({ ...batch, ...training.lossScale(1) });
    await session.update(training.updateScalars({ ...settings, step: 2 }));
    expect(largestDifference(await session.state(), whole.state)).toBe(0);
    await session.close();
  });

  test('says what is missing', async () => {
    const training = build(optimisers[0]![1]);
    const session = await openTraining(engine, training);
    await expect(session.update(training.updateScalars({ ...settings, step: 1 }))).rejects.toThrow('no gradients yet');
    await expect(session.state(['sum'])).rejects.toThrow('carries no value "sum"');
    await session.close();
    const bare = await engine.open({ model: writeOnnx(net) });
    await expect(bare.update([])).rejects.toThrow('nothing to update');
    const other = { 'a.weight': float32([6, 9], new Float32Array(54)) };
    await expect(openTraining(engine, training, other)).rejects.toThrow('"a.weight" is float32 [6,9], not [9,6]');
    await expect(openTraining(engine, { ...training, initial: {} })).rejects.toThrow('has no first value');
  });
});

function rows({ dims, data }: Tensor, from: number, to: number): Tensor {
  const size = data.length / dims[0]!;
  return float32([to - from, ...dims.slice(1)], (data as Float32Array).slice(from * size, to * size));
}
