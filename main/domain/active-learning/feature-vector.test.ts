import { expect, test } from 'vitest';
import { cosineSimilarity, toFeatureVector } from './feature-vector.ts';
import { createRandom } from '../statistics/random.ts';

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

test('a byte a number keeps cosines to 0.01', () => {
  const random = createRandom('features');
  for (let round = 0; round < 50; round++) {
    const a = Array.from({ length: 192 }, () => Math.max(0, random.normal()));
    const b = a.map((value) => Math.max(0, value + random.normal() * random.next() * 2));
    const kept = cosineSimilarity(toFeatureVector(a)!, toFeatureVector(b)!);
    expect(Math.abs(kept - cosine(a, b))).toBeLessThan(0.01);
  }
});

test('features without a direction are not kept', () => {
  expect(toFeatureVector([0, 0])).toBeNull();
  expect(toFeatureVector([1, Number.NaN])).toBeNull();
  expect(toFeatureVector([1, Number.POSITIVE_INFINITY])).toBeNull();
});
