import { expect, test } from 'vitest';
import { zeros } from '../domain/statistics/random.ts';
import { createBuilder, int } from '../graph/ir/builder.ts';
import { float32 } from '../domain/tensor.ts';
import { describeNetwork } from './describe-network.ts';
import type { NetworkTable } from './describe-network.ts';
import { networks } from './architectures/architectures.ts';
import type { NetworkOptions } from './network.ts';
import { chooseTrainable } from './trainable.ts';
import { FaultError } from '../domain/faults/fault.ts';

function tableOf(name: string, train: string, options: Partial<NetworkOptions> = {}): NetworkTable {
  const { size, channels } = networks[name]!.defaults;
  const { graph, blocks } = networks[name]!.create({
    labels: 2,
    height: size,
    width: size,
    channels,
    random: zeros,
    ...options,
  });
  const table = describeNetwork(graph, blocks, train);
  if (!table.ok) throw new FaultError(table.error);
  return table.value;
}

test('the published table of VGG-16 with a dense head comes out to the digit', () => {
  const { layers, total } = tableOf('vgg16', 'classifier.6.*,classifier.9.*', { hidden: [4096, 4096, 256] });
  expect(total).toEqual({ parameters: 135_309_890, trainable: 1_049_346, statistics: 0 });
  expect(layers.filter(({ kind }) => kind === 'MaxPool')).toHaveLength(5);
  expect(layers.find(({ name }) => name === 'features.28')).toEqual({
    name: 'features.28',
    kind: 'Conv',
    output: ['N', 512, 14, 14],
    parameters: 2_359_808,
    trainable: 0,
    statistics: 0,
  });
});

test('running statistics are counted beside the parameters', () => {
  const { layers, total } = tableOf('resnet18', 'head');
  expect(layers.find(({ name }) => name === 'bn1')).toMatchObject({ parameters: 128, trainable: 0, statistics: 128 });
  expect(total.trainable).toBe(2 * 512 + 2);
});

test('parameters that no layer holds have rows of their own', () => {
  const names = tableOf('vit', 'all').layers.map(({ name }) => name);
  expect(names.slice(0, 4)).toEqual(['patch_embed.proj', 'cls_token', 'pos_embed', 'blocks.0.norm1']);
  expect(tableOf('efficientnet-v2-b3', 'all').layers[0]).toMatchObject({ name: 'stem_conv', parameters: 1080 });
});

test('a weight that two layers share is counted once', () => {
  const builder = createBuilder();
  const image = builder.input('image', { type: 'float32', dims: ['N', 2] });
  builder.initializer('fc.weight', float32([2, 2], [1, 2, 3, 4]));
  const first = builder.node('Gemm', [image, 'fc.weight'], { transB: int(1) });
  builder.output(builder.node('Gemm', [first, 'fc.weight']), { type: 'float32', dims: ['N', 2] });
  const table = describeNetwork(builder.finish(), [{ name: 'head', prefixes: ['fc.'] }], 'all');
  expect(table).toMatchObject({ ok: true, value: { layers: [{ name: 'fc' }], total: { parameters: 4 } } });
});

test('a choice that names nothing is refused', () => {
  expect(() => tableOf('vit', 'layer9.*')).toThrow('layer9.*');
});

test.each(Object.keys(networks))('%s has each of its parameters in one block and in one row', (name) => {
  const { layers, total } = tableOf(name, 'all');
  const sum = (key: 'parameters' | 'statistics'): number => layers.reduce((all, layer) => all + layer[key], 0);
  expect([sum('parameters'), sum('statistics')]).toEqual([total.parameters, total.statistics]);
  expect(total.trainable).toBe(total.parameters);

  const { size, channels } = networks[name]!.defaults;
  const { graph, blocks } = networks[name]!.create({ labels: 2, height: size, width: size, channels, random: zeros });
  const prefixes = blocks.flatMap((block) => block.prefixes);
  const holders = (parameter: string): number => prefixes.filter((prefix) => parameter.startsWith(prefix)).length;
  const constants = /^(constant(_\d+)?|dropout\.ratio)$/;
  const names = [...graph.initializers.keys()].filter((each) => !constants.test(each));
  expect(names.filter((each) => holders(each) !== 1)).toEqual([]);
  const chosen = blocks.map((_, index) => chooseTrainable(graph, blocks, `last-${index}-blocks`));
  const counts = chosen.map((choice) => (choice.ok ? choice.value.length : 0));
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  expect(new Set(counts).size).toBe(blocks.length);
});
