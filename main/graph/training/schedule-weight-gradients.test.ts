import { expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import { float32, sizeOf } from '../../domain/tensor.ts';
import { createSmallCnn } from '../../../tests/support/example-networks.ts';
import { createBuilder, ints } from '../ir/builder.ts';
import { loweringFor } from '../convolutions/convolution-lowering.ts';
import type { Graph, Node } from '../ir/graph.ts';
import { buildTrainingGraph } from './training-graph.ts';
import type { TrainingGraph } from './training-graph.ts';

const { graph: network } = createSmallCnn({ labels: 2, height: 16, width: 16, channels: 1, random: createRandom(1) });
const sgd = { kind: 'sgd', momentum: 0, weightDecay: 0 } as const;
const build = (provider: string): TrainingGraph =>
  buildTrainingGraph(network, { logits: 'logits', optimiser: sgd, ema: false, lowering: loweringFor(provider) });

/** Wide enough for Winograd's algorithm in both gradients. */
function threeWideConvolutions(): Graph {
  const width = 80;
  const builder = createBuilder();
  const parameter = (name: string, dims: readonly number[]): string =>
    builder.initializer(name, float32(dims, new Float32Array(sizeOf(dims)).fill(0.01)));
  let map = builder.input('image', { type: 'float32', dims: ['N', width, 8, 8] });
  for (const name of ['conv1', 'conv2', 'conv3']) {
    const inputs = [map, parameter(`${name}.weight`, [width, width, 3, 3]), parameter(`${name}.bias`, [width])];
    map = builder.node('Relu', [builder.node('Conv', inputs, { pads: ints([1, 1, 1, 1]) })]);
  }
  const features = builder.node('Flatten', [builder.node('GlobalAveragePool', [map])]);
  builder.node('Gemm', [features, parameter('fc.weight', [width, 2]), parameter('fc.bias', [2])], {}, 'logits');
  builder.output('logits', { type: 'float32', dims: ['N', 2] });
  return builder.finish();
}

/** All that a value is made of. */
function needsOf({ nodes }: Graph, value: string): ReadonlySet<string> {
  const needs = new Set([value]);
  for (const node of nodes.toReversed()) {
    if (node.outputs.some((output) => needs.has(output))) node.inputs.forEach((input) => needs.add(input));
  }
  return needs;
}

const gradientsOf = ({ update }: TrainingGraph) =>
  new Map(update.groups.flat().map(({ name, gradient }) => [name, gradient as string]));

test('the gradients of later layers are there before those of the first one’s weights', () => {
  const timely = build('cpu');
  const gradients = gradientsOf(timely);
  const needs = needsOf(timely.graph, gradients.get('conv1.weight')!);
  const later = [...gradients].filter(([name]) => /^(conv[^1]|fc).*weight$/.test(name));
  expect(later.length).toBeGreaterThan(2);
  expect(later.filter(([, gradient]) => !needs.has(gradient)).map(([name]) => name)).toEqual([]);
  const plain = build('cuda');
  const [, last] = [...gradientsOf(plain)].findLast(([name]) => name.endsWith('weight'))!;
  expect(needsOf(plain.graph, gradientsOf(plain).get('conv1.weight')!).has(last)).toBe(false);
});

test('a bias has its gradient before its map’s is made into the one before, also where both gradients share a transform', () => {
  const training = buildTrainingGraph(threeWideConvolutions(), { logits: 'logits', optimiser: sgd, ema: false });
  const gradients = gradientsOf(training);
  const needs = needsOf(training.graph, gradients.get('conv1.weight')!);
  for (const name of ['conv2.bias', 'conv3.bias', 'conv2.weight', 'conv3.weight'])
    expect([name, needs.has(gradients.get(name)!)]).toEqual([name, true]);
});

test('nodes stay in an order in which they can run', () => {
  const { graph } = build('cpu');
  const known = new Set(['', ...graph.inputs.keys(), ...graph.initializers.keys()]);
  const early = (node: Node): boolean => {
    const isEarly = node.inputs.some((input) => !known.has(input));
    node.outputs.forEach((output) => known.add(output));
    return isEarly;
  };
  expect(graph.nodes.filter(early)).toEqual([]);
});
