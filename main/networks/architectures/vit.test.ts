import { reasonThrownBy } from '../../../tests/support/reason-thrown-by.ts';
import { sentenceOf } from '../../../tests/support/sentence-of.ts';
import { clauseOf } from '../../domain/messages/clause.ts';
import { describe, expect, test } from 'vitest';
import fixture from '../../../tests/fixtures/networks-b.json' with { type: 'json' };
import { zeros } from '../../domain/statistics/random.ts';
import { formulaTensor, parameterCount } from '../../../tests/support/formula-weights.ts';
import { deviation, runFormula } from '../../../tests/support/network-parity.ts';
import { interpolatePositions } from '../layers/position-embeddings.ts';
import { createVit, createVitTiny } from './vit.ts';

const small = { patch: 8, tokenWidth: 32, depth: 2, heads: 2, mlpRatio: 3 };

describe('with the same weights', () => {
  test.each([
    ['vit-tiny', 'blocks.11', createVitTiny, {}, 3],
    ['vit', 'blocks.1', createVit, small, 3],
  ] as const)(
    '%s gives what timm gives: logits, tokens and attention',
    async (name, last, create, hyperParameters, labels) => {
      const expected = fixture[name];
      const [, channels, height, width] = expected.image as [number, 1 | 3, number, number];
      const network = create({ labels, height, width, channels, random: zeros, hyperParameters });
      const probabilities = `${last}.attn.probabilities`;
      const found = await runFormula(network, expected.image, [probabilities]);
      expect(deviation(found.logits, { dims: [expected.image[0]!, labels], some: expected.logits })).toBeLessThan(1e-4);
      expect(deviation(found.heatmap_features, expected.features)).toBeLessThan(1e-4);
      expect(deviation(found[probabilities], expected.probabilities)).toBeLessThan(1e-4);
    },
  );
});

describe('vit', () => {
  const options = { labels: 2, height: 48, width: 32, channels: 1, random: zeros, hyperParameters: small } as const;

  test('has as many parameters as timm’s vit_tiny_patch16_224', () => {
    const { graph, blocks } = createVitTiny({ labels: 1000, height: 224, width: 224, channels: 3, random: zeros });
    expect(parameterCount(graph, blocks)).toBe(fixture['vit-tiny'].parameters);
  });

  test.each([
    [{ hyperParameters: { layers: 3 } }, 'vit has no layers to set, only patch, tokenWidth, depth, heads, mlpRatio'],
    [{ hyperParameters: { heads: 3 } }, 'the tokenWidth of vit is a multiple of its 3 heads, not 32'],
    [{ hyperParameters: { depth: 1.5 } }, 'depth of vit is a whole number above zero, not 1.5'],
    [{ height: 50 }, 'the sides of vit’s input are multiples of 8, not 50 × 32'],
  ])('refuses what does not fit together: %j', (wrong, reason) => {
    const hyperParameters = { ...small, ...('hyperParameters' in wrong ? wrong.hyperParameters : {}) };
    expect(sentenceOf(reasonThrownBy(() => createVit({ ...options, ...wrong, hyperParameters })))).toBe(reason);
  });
});

test('an architecture without open sizes refuses any', () => {
  const options = {
    labels: 2,
    height: 64,
    width: 64,
    channels: 3,
    random: zeros,
    hyperParameters: { depth: 3 },
  } as const;
  expect(reasonThrownBy(() => createVitTiny(options))).toEqual(
    clauseOf('network.no-such-setting', { network: 'vit-tiny', names: ['depth'], known: [] }),
  );
});

test.each(fixture.positions)(
  'positions of $from become $to as timm interpolates them',
  ({ name, from, to, values }) => {
    const [fromGrid, toGrid] = [from, to].map(([height, width]) => ({ height: height!, width: width! }));
    const positions = formulaTensor(name, [1, 1 + from[0]! * from[1]!, 3]);
    const { dims, data } = interpolatePositions(positions, fromGrid!, toGrid!);
    expect(dims).toEqual([1, 1 + to[0]! * to[1]!, 3]);
    values.forEach((value, index) => expect(data[index]).toBeCloseTo(value, 5));
  },
);
