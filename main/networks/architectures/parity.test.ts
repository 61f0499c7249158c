import { describe, expect, test } from 'vitest';
import fixture from '../../../tests/fixtures/networks.json' with { type: 'json' };
import { zeros } from '../../domain/statistics/random.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { parameterCount } from '../../../tests/support/formula-weights.ts';
import { networks } from './architectures.ts';
import type { Network, NetworkOptions } from '../network.ts';
import { deviation, runFormula } from '../../../tests/support/network-parity.ts';

function build(name: string, options: Partial<NetworkOptions>): Network {
  const { size, channels } = networks[name]!.defaults;
  return networks[name]!.create({ labels: 2, height: size, width: size, channels, random: zeros, ...options });
}

/** The tensors that published weights have: parameters and running statistics, but no constants. */
function weightsOf({ graph, blocks }: Network): [name: string, tensor: Tensor][] {
  const prefixes = blocks.flatMap((block) => block.prefixes);
  return [...graph.initializers].filter(([name]) => prefixes.some((prefix) => name.startsWith(prefix)));
}

/** FNV-1a over the sorted lines "name: sizes", as the fixture's script has it. */
function fingerprintOf(network: Network): number {
  const lines = weightsOf(network).map(([name, { dims }]) => `${name}: ${dims.join()}\n`);
  let value = 0x811c9dc5;
  for (const character of lines.sort().join('')) value = Math.imul(value ^ character.charCodeAt(0), 0x01000193);
  return value >>> 0;
}

describe('published weights fit', () => {
  test.each(Object.entries(fixture.published))('%s by name, shape and number', (name, expected) => {
    const network = build(name, { labels: 1000 });
    expect(parameterCount(network.graph, network.blocks)).toBe(expected.parameters);
    expect(fingerprintOf(network)).toBe(expected.fingerprint);
  });

  test.each(fixture.heads)('$network with the hidden layers $hidden', ({ network: name, hidden, ...expected }) => {
    const network = build(name, { hidden });
    expect(parameterCount(network.graph, network.blocks)).toBe(expected.parameters);
    expect(fingerprintOf(network)).toBe(expected.fingerprint);
  });
});

describe('the studies’ dense head behind VGG-16', () => {
  const network = build('vgg16', { hidden: [4096, 4096, 256], logSoftmax: true });

  test('comes out to the digit', () => {
    expect(parameterCount(network.graph, network.blocks)).toBe(135_309_890);
    const lastTwo = [{ name: 'last two', prefixes: ['classifier.6.', 'classifier.9.'] }];
    expect(parameterCount(network.graph, lastTwo)).toBe(1_049_346);
  });

  test('ends in logarithms of probabilities', () => {
    expect(network.graph.nodes.at(-1)).toMatchObject({ op: 'LogSoftmax', outputs: ['logits'] });
  });
});

describe('with the same weights, logits and the last map are PyTorch’s', () => {
  test.each(fixture.forward)('$network', async ({ network: name, image, logits, features, ...options }) => {
    const [batch, channels, height, width] = image as [number, 3, number, number];
    const found = await runFormula(build(name, { labels: 3, channels, height, width, ...options }), image);
    expect(deviation(found.logits, { dims: [batch, 3], some: logits })).toBeLessThan(1e-4);
    expect(deviation(found.heatmap_features, features)).toBeLessThan(1e-4);
  });
});
