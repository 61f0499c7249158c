import { describe, expect, test } from 'vitest';
import reference from '../../../tests/fixtures/metrics.json' with { type: 'json' };
import { createRandom } from './random.ts';
import { meanOver } from './estimate-mean.ts';
import { estimateRate } from './estimate-rate.ts';
import { drawResamples } from './resamples.ts';
import { exactLowOfAll, median, normalQuantile, quantile, wilson } from './statistics.ts';

describe('statistics', () => {
  test('the normal quantile agrees with SciPy', () => {
    for (const [probability, value] of reference.normalQuantiles)
      expect(normalQuantile(probability!)).toBeCloseTo(value!, 5);
  });

  test('the Wilson interval agrees with SciPy, at the ends too', () => {
    for (const [successes, n, expected] of reference.wilson as [number, number, [number, number]][]) {
      const { value, interval95 } = wilson(successes, n);
      expect(value).toBeCloseTo(successes / n, 12);
      expect(interval95[0]).toBeCloseTo(expected[0], 6);
      expect(interval95[1]).toBeCloseTo(expected[1], 6);
    }
    expect(wilson(0, 0)).toEqual({ value: 0, interval95: [0, 1], n: 0 });
  });

  test('the exact limit of a proportion of 1 is that of Clopper and Pearson', () => {
    // R: binom.test(10, 10)$conf.int
    expect(exactLowOfAll(10)).toBeCloseTo(0.6915029, 7);
    expect(exactLowOfAll(0)).toBe(0);
  });

  test('a bootstrap over independent cases has the width that theory gives', () => {
    const random = createRandom(1);
    const values = Array.from({ length: 400 }, () => random.normal());
    const names = values.map((_, i) => String(i));
    const [low, high] = meanOver(values, drawResamples(names, random, 2000)).interval95;
    expect(high - low).toBeCloseTo((2 * 1.96) / Math.sqrt(400), 1);
  });

  test('cases of one patient are drawn together, so that copies make no interval narrower', () => {
    const values = Array.from({ length: 100 }, (_, i) => i % 7);
    const copies = values.flatMap((value) => Array<number>(10).fill(value));
    const intervalOf = (all: number[], patientOf: (i: number) => string) => {
      const patients = all.map((_, i) => patientOf(i));
      return meanOver(all, drawResamples(patients, createRandom(2))).interval95;
    };
    const single = intervalOf(values, (i) => `p${i}`);
    const copied = intervalOf(copies, (i) => `p${Math.floor(i / 10)}`);
    expect(copied[1] - copied[0]).toBeCloseTo(single[1] - single[0], 6);
  });

  test('a rate of 0 or 1 is as sure as its patients are many, not its images', () => {
    const patients = Array.from({ length: 100 }, (_, i) => `p${i % 20}`);
    for (const [isSuccess, value] of [
      [true, 1],
      [false, 0],
    ] as const) {
      const rate = estimateRate(Array<boolean>(100).fill(isSuccess), patients, createRandom(3));
      expect(rate).toEqual({ value, interval95: wilson(20 * value, 20).interval95, n: 100 });
    }
  });

  test('a rate’s interval is never narrower than that of independent images', () => {
    const successes = Array.from({ length: 60 }, (_, i) => i % 10 !== 0);
    const patients = successes.map((_, i) => `p${Math.floor(i / 10)}`);
    const random = createRandom(4);
    const { interval95 } = estimateRate([...successes, false], [...patients, 'p0'], random);
    const narrow = wilson(54, 61).interval95;
    expect(interval95[0]).toBeLessThanOrEqual(narrow[0]);
    expect(interval95[1]).toBeGreaterThanOrEqual(narrow[1]);
    expect(estimateRate([], [], random)).toEqual({ value: 0, interval95: [0, 1], n: 0 });
  });

  test('the median of an even number of values lies between the two in the middle', () => {
    expect(median([9, 1, 2, 4])).toBe(3);
    expect(median([9, 1, 2])).toBe(2);
  });

  test('quantiles lie between the values', () => {
    expect([0, 0.25, 0.5, 1].map((probability) => quantile([1, 2, 3, 5], probability))).toEqual([1, 1.75, 2.5, 5]);
  });
});
