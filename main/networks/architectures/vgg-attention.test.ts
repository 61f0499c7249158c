import { describe, expect, test } from 'vitest';
import fixture from '../../../tests/fixtures/networks-b.json' with { type: 'json' };
import { zeros } from '../../domain/statistics/random.ts';
import { parameterCount } from '../../../tests/support/formula-weights.ts';
import { deviation, runFormula } from '../../../tests/support/network-parity.ts';
import { createVgg16MultiHeadAttention, createVgg16SelfAttention } from './vgg-attention.ts';

const options = { labels: 3, height: 64, width: 64, channels: 3, random: zeros } as const;

describe.each([
  ['vgg16-self-attention', createVgg16SelfAttention, 1],
  ['vgg16-multi-head-attention', createVgg16MultiHeadAttention, 8],
] as const)('%s', (name, create, heads) => {
  test('gives what PyTorch gives with the same weights, and rows of attention that add up to 1', async () => {
    const expected = fixture[name];
    const network = create(options);
    const found = await runFormula(network, expected.image, ['attention.probabilities']);
    expect(deviation(found.logits, { dims: [1, 3], some: expected.logits })).toBeLessThan(1e-4);
    const { dims, data } = found['attention.probabilities']!;
    expect(dims).toEqual([1, heads, 49, 49]);
    const sum = (data as Float32Array).subarray(0, 49).reduce((total, share) => total + share, 0);
    expect(sum).toBeCloseTo(1, 5);
    expect(parameterCount(network.graph, network.blocks)).toBe(expected.parameters);
  });
});
