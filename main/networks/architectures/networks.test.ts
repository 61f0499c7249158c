import { reasonThrownBy } from '../../../tests/support/reason-thrown-by.ts';
import { describe, expect, test } from 'vitest';
import { createRandom, zeros } from '../../domain/statistics/random.ts';
import type { Graph } from '../../graph/ir/graph.ts';
import { parametersOf } from '../../graph/ir/parameters.ts';
import { networks } from './architectures.ts';
import type { NetworkOptions } from '../network.ts';
import { float32 } from '../../domain/tensor.ts';
import { ortTensor, run } from '../../../tests/support/run-graph.ts';

function build(name: string, overrides: Partial<NetworkOptions> = {}) {
  const options = { labels: 2, height: 64, width: 48, channels: 1, random: createRandom(7), ...overrides } as const;
  return networks[name]!.create(options);
}

/** Parameters that training changes: all but the running statistics and the dropout ratio. */
function countTrained(graph: Graph): number {
  const trained = [...graph.initializers].filter(([name]) => /\.(weight|bias)$/.test(name));
  return trained.reduce((sum, [, tensor]) => sum + tensor.data.length, 0);
}

async function forward(graph: Graph, batch: number) {
  const [, ...dims] = graph.inputs.get('image')!.dims as [string, number, number, number];
  const size = dims.reduce((product, dim) => product * dim, 1);
  const random = createRandom('image');
  const one = Float32Array.from({ length: size }, () => random.normal());
  const images = new Float32Array(batch * size);
  for (let index = 0; index < batch; index++) images.set(one, index * size);
  const { logits, heatmap_features: features } = await run(graph, {
    image: ortTensor(float32([batch, ...dims], images)),
  });
  return { logits: logits!, features: features! };
}

describe.each([
  ['small-cnn', 187_730, [160, 8, 6]],
  ['compact-resnet', 1_181_282, [192, 4, 3]],
])('%s', (name, parameters, map) => {
  test('has the parameters that its description says', () => {
    expect(countTrained(build(name).graph)).toBe(parameters);
  });

  test('gives the logits and the last map for any batch', async () => {
    const { logits, features } = await forward(build(name, { labels: 3 }).graph, 2);
    expect(logits.dims).toEqual([2, 3]);
    expect(features.dims).toEqual([2, ...map]);
    expect(build(name).graph.outputs.get('heatmap_features')?.dims).toEqual(['N', ...map]);
  });

  test('gives each image of a batch its own answer, which the seed determines', async () => {
    const [first, again, other] = await Promise.all(
      [7, 7, 8].map((seed) => forward(build(name, { random: createRandom(seed) }).graph, 2)),
    );
    const values = [...(first!.logits.data as Float32Array)];
    values.slice(0, 2).forEach((value, index) => expect(value).toBeCloseTo(values[index + 2]!, 5));
    expect(again!.logits.data).toEqual(first!.logits.data);
    expect(other!.logits.data).not.toEqual(first!.logits.data);
  });

  test('has logits equal to the linear layer on the mean of the last map', async () => {
    const { graph } = build(name);
    const { logits, features } = await forward(graph, 1);
    const [channels, height, width] = map as [number, number, number];
    const area = height * width;
    const maps = features.data as Float32Array;
    const means = Array.from({ length: channels }, (_, channel) =>
      maps.subarray(channel * area, (channel + 1) * area).reduce((sum, value) => sum + value / area, 0),
    );
    const weight = graph.initializers.get('fc.weight')!.data as Float32Array;
    for (let label = 0; label < 2; label++) {
      const expected = means.reduce((sum, mean, channel) => sum + mean * weight[label * channels + channel]!, 0);
      expect(logits.data[label] as number).toBeCloseTo(expected, 4);
    }
    expect(Math.min(...maps)).toBe(0);
  });

  test('starts with activations of ordinary size', async () => {
    const { features } = await forward(build(name, { height: 128, width: 128, channels: 3 }).graph, 1);
    const maps = features.data as Float32Array;
    const mean = maps.reduce((sum, value) => sum + value / maps.length, 0);
    expect(mean).toBeGreaterThan(0.01);
    expect(mean).toBeLessThan(5);
  });
});

/** Names and shapes of all that goes in, comes out and is learned, and the operators. */
function formOf({ inputs, outputs, initializers, nodes }: Graph) {
  const shapes = [...initializers].map(([name, { dims }]) => [name, dims]);
  return { inputs, outputs, shapes, operators: nodes.map(({ op }) => op) };
}

test('compact-resnet starts with residual branches that add nothing', () => {
  const { initializers } = build('compact-resnet').graph;
  const last = [...initializers].filter(([key]) => key.endsWith('.bn2.weight'));
  expect(last).toHaveLength(5);
  for (const [, tensor] of last) expect(new Set(tensor.data as Float32Array)).toEqual(new Set([0]));
});

test('compact-resnet refuses a size that its strides do not divide', () => {
  expect(reasonThrownBy(() => build('compact-resnet', { height: 100 }))).toMatchObject({
    code: 'network.not-multiple',
    details: { divisor: 16, height: 100 },
  });
});

describe.each(Object.entries(networks))('%s', (_, { create, defaults }) => {
  const { size, channels, normalisation } = defaults;
  const usual = { labels: 3, height: size, width: size, channels, random: zeros };
  const { graph, blocks, name } = create(usual);

  test('can be built as published weights expect it', () => {
    expect(graph.inputs.get('image')?.dims).toEqual(['N', channels, size, size]);
    expect(graph.outputs.get('logits')?.dims).toEqual(['N', 3]);
    if (normalisation.kind === 'fixed') {
      expect([normalisation.mean.length, normalisation.std.length]).toEqual([channels, channels]);
    }
  });

  test('has every parameter and statistic in one block, and something in every block', () => {
    const isStatistic = (key: string): boolean => /running_(mean|var)|moving_(mean|variance)/.test(key);
    const names = [...new Set([...parametersOf(graph), ...[...graph.initializers.keys()].filter(isStatistic)])];
    const owners = (key: string): string[] =>
      blocks.filter(({ prefixes }) => prefixes.some((prefix) => key.startsWith(prefix))).map((block) => block.name);
    expect(names.filter((key) => owners(key).length !== 1)).toEqual([]);
    expect(new Set(names.flatMap(owners))).toEqual(new Set(blocks.map((block) => block.name)));
    expect(blocks.at(-1)!.name).toBe('head');
  });

  test('takes hidden layers, one channel and logarithms of probabilities', () => {
    const other = channels === 1 ? 3 : 1;
    const changed = create({ ...usual, channels: other, hidden: [8, 5], logSoftmax: true });
    expect(changed.graph.inputs.get('image')?.dims[1]).toBe(other);
    expect(changed.graph.nodes.at(-1)).toMatchObject({ op: 'LogSoftmax', outputs: ['logits'] });
    expect(changed.hyperParameters).toMatchObject({ hidden: [8, 5], logSoftmax: true, channels: other, labels: 3 });
    const { prefixes } = changed.blocks.at(-1)!;
    const head = [...changed.graph.initializers].filter(([key]) => prefixes.some((prefix) => key.startsWith(prefix)));
    const lengths = head.map(([, { dims }]) => dims[0]).filter((length) => [8, 5, 3].includes(length!));
    expect(lengths).toEqual([8, 8, 5, 5, 3, 3]);
  });

  test('is built again from what its card tells', () => {
    const open = name === 'vit' ? { hyperParameters: { tokenWidth: 96, depth: 3, heads: 2 } } : {};
    const side = size - (size % 32);
    const first = create({ ...usual, height: side, width: side + 32, hidden: [9], dropout: 0.25, ...open });
    const card = JSON.parse(JSON.stringify(first.hyperParameters)) as NetworkOptions;
    const { labels, height, width, channels: given, hidden, dropout, logSoftmax, ...rest } = card;
    const sizes = { labels, height, width, channels: given, hidden, dropout, logSoftmax };
    const hyperParameters = rest as unknown as Record<string, number>;
    const again = create({ ...sizes, random: zeros, hyperParameters });
    expect(again.hyperParameters).toEqual(first.hyperParameters);
    expect(formOf(again.graph)).toEqual(formOf(first.graph));
  });

  test('refuses an image that leaves no map', () => {
    expect(reasonThrownBy(() => create({ ...usual, height: 5, width: 5 }))).toMatchObject({
      details: { network: name },
    });
  });
});

describe('a dense head', () => {
  const ratiosOf = ({ nodes, initializers }: Graph): number[] =>
    nodes.filter(({ op }) => op === 'Dropout').map(({ inputs }) => Number(initializers.get(inputs[1]!)!.data[0]));

  test('drops features behind each hidden layer, as torchvision’s VGG does, and where asked otherwise', () => {
    expect(ratiosOf(build('vgg16', { random: zeros }).graph)).toEqual([0.5, 0.5]);
    expect(ratiosOf(build('resnet18', { random: zeros, hidden: [9, 9, 9] }).graph)).toEqual([0.5, 0.5, 0.5]);
    const [ratio] = ratiosOf(build('resnet18', { random: zeros, dropout: 0.3 }).graph);
    expect(ratio).toBeCloseTo(0.3, 6);
    expect(ratiosOf(build('resnet18', { random: zeros }).graph)).toEqual([]);
    expect(ratiosOf(build('vgg16', { random: zeros, dropout: 0 }).graph)).toEqual([]);
  });

  test('names its layers as a Sequential where it has hidden ones', () => {
    const names = (name: string, hidden?: readonly number[]): string[] =>
      [...build(name, { random: zeros, ...(hidden && { hidden }) }).graph.initializers.keys()].filter((key) =>
        /^(fc|classifier)\..*weight$/.test(key),
      );
    expect(names('resnet18')).toEqual(['fc.weight']);
    expect(names('resnet18', [6, 5, 4])).toEqual(['fc.0.weight', 'fc.3.weight', 'fc.6.weight', 'fc.9.weight']);
    expect(names('vgg16', [4300])).toEqual(['classifier.0.weight', 'classifier.3.weight']);
    expect(names('densenet121', [7])).toEqual(['classifier.0.weight', 'classifier.3.weight']);
  });
});

test('weights of the auxiliary head, which Inception-v3 has here none of, are known', () => {
  expect(build('inception-v3', { height: 80, width: 80, random: zeros }).ignores).toEqual(['AuxLogits.*']);
});
