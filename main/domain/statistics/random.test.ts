import { describe, expect, test } from 'vitest';
import { createRandom, zeros } from './random.ts';

describe('many normal numbers at once', () => {
  const count = 1 << 20;
  const values = createRandom('many').normals(new Float32Array(count), 1);
  const mean = (power: number): number => values.reduce((sum, value) => sum + value ** power, 0) / count;

  test('have the moments of the normal distribution', () => {
    expect(Math.abs(mean(1))).toBeLessThan(0.004);
    expect(Math.abs(mean(2) - 1)).toBeLessThan(0.006);
    expect(Math.abs(mean(3))).toBeLessThan(0.02);
    expect(Math.abs(mean(4) - 3)).toBeLessThan(0.05);
  });

  test.each([
    [0.1, 0.0796557],
    [0.6744898, 0.5],
    [1.959964, 0.95],
    [2.5758293, 0.99],
    [3.4426199, 0.9994239],
    [4, 0.9999367],
  ])('lie within ±%d as often as the distribution says', (limit, share) => {
    const within = values.reduce((sum, value) => sum + (Math.abs(value) < limit ? 1 : 0), 0) / count;
    expect(Math.abs(within - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / count));
  });

  test('are the same for the same seed, and as wide as asked', () => {
    const twice = createRandom('many').normals(new Float32Array(8), 2);
    expect([...twice]).toEqual([...values.subarray(0, 8)].map((value) => 2 * value));
    expect(createRandom('other').normals(new Float32Array(8), 1)).not.toEqual(values.subarray(0, 8));
  });
});

test('zeros draws nothing', () => {
  const values = zeros.fork('any').normals(new Float32Array(4), 1);
  expect([...values, zeros.normal(), zeros.uniform(1, 2)]).toEqual([0, 0, 0, 0, 0, 0]);
});
