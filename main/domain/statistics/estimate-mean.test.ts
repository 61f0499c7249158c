import { expect, test } from 'vitest';
import { estimateMean } from './estimate-mean.ts';
import { createRandom } from './random.ts';

test('the mean leaves out what is not defined, and is null where nothing is', () => {
  const random = createRandom(1);
  expect(estimateMean([1, Number.NaN, 3], ['a', 'b', 'c'], random)).toMatchObject({ value: 2, n: 2 });
  expect(estimateMean([Number.NaN], ['a'], random)).toBeNull();
});

test('images of the same patients make the interval wider than as many patients would', () => {
  const values = Array.from({ length: 40 }, (_, i) => Math.floor(i / 10));
  const widthOf = (patients: readonly string[]): number => {
    const [low, high] = estimateMean(values, patients, createRandom(1))!.interval95;
    return high - low;
  };
  const own = widthOf(values.map((_, i) => `patient ${i}`));
  expect(widthOf(values.map((value) => `patient ${value}`))).toBeGreaterThan(2 * own);
});
