import { expect, test } from 'vitest';
import { createRandom } from '../domain/random.ts';
import { createSmallCnn } from '../networks/small-cnn.ts';
import { formulationFor } from './formulation.ts';
import type { Graph, Node } from './graph.ts';
import { buildTrainingGraph } from './training-graph.ts';
import type { TrainingGraph } from './training-graph.ts';

const { graph: network } = createSmallCnn({ labels: 2, height: 16, width: 16, channels: 1, random: createRandom(1) });
const sgd = { kind: 'sgd', momentum: 0, weightDecay: 0 } as const;
const build = (provider: string): TrainingGraph =>
  buildTrainingGraph(network, { logits: 'logits', optimiser: sgd, ema: false, formulation: formulationFor(provider) });

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
