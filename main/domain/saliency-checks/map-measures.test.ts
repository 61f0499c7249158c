import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  areaUnder,
  correlation,
  descendingOrder,
  massInside,
  overlapAtEqualArea,
  pointsInside,
  rankCorrelation,
  structuralSimilarity,
} from './map-measures.ts';

interface Fixture {
  readonly side: number;
  readonly pairs: readonly {
    readonly a: readonly number[];
    readonly b: readonly number[];
    readonly spearman: number;
    readonly pearson: number;
    readonly ssim: number;
  }[];
}

const fixture = JSON.parse(
  readFileSync(new URL('../../../tests/fixtures/map-measures.json', import.meta.url), 'utf8'),
) as Fixture;

test('correlations and structural similarity are those of SciPy and scikit-image', () => {
  const { side } = fixture;
  for (const { a, b, spearman, pearson, ssim } of fixture.pairs) {
    const [one, other] = [a, b].map((values) => ({ width: side, height: side, values: Float32Array.from(values) }));
    expect(rankCorrelation(a, b)).toBeCloseTo(spearman, 9);
    expect(correlation(a, b)).toBeCloseTo(pearson, 9);
    expect(structuralSimilarity(one!, other!)).toBeCloseTo(ssim, 5);
  }
});

describe('a map that is the same everywhere', () => {
  test('goes together with nothing, and its mass lies like the area', () => {
    const flat = new Float32Array(9).fill(0.3);
    const ramp = Float32Array.from({ length: 9 }, (_, i) => i);
    expect([correlation(flat, ramp), rankCorrelation(ramp, flat), correlation(flat, flat)]).toEqual([0, 0, 0]);
    expect(massInside(flat, [1, 1, 1, 0, 0, 0, 0, 0, 0])).toBeCloseTo(1 / 3, 6);
    expect(massInside(new Float32Array(9), [1, 0, 0, 0, 0, 0, 0, 0, 0])).toBeNaN();
  });
});

test('the highest places are compared with the mask at equal area', () => {
  const values = Float32Array.from([9, 8, 7, 1, 1, 1]);
  expect(overlapAtEqualArea(values, [1, 1, 1, 0, 0, 0])).toBe(1);
  expect(overlapAtEqualArea(values, [0, 1, 1, 1, 0, 0])).toBe(0.5);
  expect(overlapAtEqualArea(values, [0, 0, 0, 1, 1, 1])).toBe(0);
  expect([pointsInside(values, [1, 0, 0, 0, 0, 0]), pointsInside(values, [0, 1, 1, 1, 1, 1])]).toEqual([true, false]);
});

test('the order goes from the highest to the lowest, equal places in their own order', () => {
  expect([...descendingOrder(Float32Array.from([1, 3, 1, 2]))]).toEqual([1, 3, 0, 2]);
});

test('the area under a straight line from 1 to 0 is a half', () => {
  expect(areaUnder([1, 0.75, 0.5, 0.25, 0])).toBeCloseTo(0.5, 12);
});
