import { describe, expect, test } from 'vitest';
import reference from '../../../tests/fixtures/metrics.json' with { type: 'json' };
import * as metrics from './metrics.ts';
import { createRandom } from '../statistics/random.ts';
import { wilson } from '../statistics/statistics.ts';

const { multi } = reference;

/** Each case a patient of its own, unless their names are given. */
function pointAt(
  threshold: number,
  probabilities: readonly number[],
  positives: readonly boolean[],
  patients = probabilities.map((_, i) => `p${i}`),
) {
  const point = { label: 'PNEUMONIA', threshold, rule: '' };
  return metrics.measureOperatingPoint(point, probabilities, positives, { patients, random: createRandom(1) });
}

describe('metrics', () => {
  test('the area under the curve agrees with scikit-learn, ties included', () => {
    for (const { scores, positives, auc } of reference.binary) {
      expect(metrics.areaUnderCurve(scores, positives)).toBeCloseTo(auc, 10);
    }
    expect(metrics.areaUnderCurve([1, 2], [true, true])).toBeNaN();
  });

  test('scores that are not numbers have no area, whatever their order', () => {
    expect(metrics.areaUnderCurve([Number.NaN, Number.NaN], [false, true])).toBeNaN();
    expect(metrics.areaUnderCurve([0, Number.NaN, 1], [false, true, true])).toBeNaN();
    expect(metrics.macroAuc([[Number.NaN], [Number.NaN]], [0, 1])).toBeNaN();
  });

  test('a ranking without an error is as sure as its patients are many, not its images', () => {
    const twice = <T>(items: readonly T[]): T[] => [...items, ...items];
    const scores = Array.from({ length: 60 }, (_, i) => i);
    const positives = scores.map((score) => score >= 40);
    const patients = scores.map((_, i) => `p${i}`);
    const random = createRandom(1);
    const exact = 0.025 ** (1 / 20);
    expect(metrics.estimateAuc(scores, positives, patients, random).interval95).toEqual([exact, 1]);
    expect(metrics.estimateAuc(twice(scores), twice(positives), twice(patients), random).interval95).toEqual([
      exact,
      1,
    ]);
    const wrong = positives.map((isPositive) => !isPositive);
    expect(metrics.estimateAuc(scores, wrong, patients, random).interval95).toEqual([0, 1 - exact]);
    // All patients have images of both kinds: 30 patients make 15 pairs.
    const both = scores.map((_, i) => `p${i % 30}`);
    const half = scores.map((score) => score >= 30);
    expect(metrics.estimateAuc(scores, half, both, random).interval95).toEqual([0.025 ** (1 / 15), 1]);

    const labels = scores.map((score) => Math.min(2, Math.floor(score / 25)));
    const probabilities = labels.map((label) => [0, 1, 2].map((each) => Number(each === label)));
    const macro = metrics.estimateMacroAuc(probabilities, labels, patients, random);
    expect(macro).toEqual({ value: 1, interval95: [0.025 ** (1 / 10), 1], n: 60 });
  });

  test('a ranking with an error is no surer than one without', () => {
    const scores = Array.from({ length: 60 }, (_, i) => i);
    const positives = scores.map((score) => score === 39 || score > 40);
    const patients = scores.map((_, i) => `p${i}`);
    const { value, interval95 } = metrics.estimateAuc(scores, positives, patients, createRandom(1));
    expect(value).toBeLessThan(1);
    expect(interval95[0]).toBeLessThanOrEqual(0.025 ** (1 / 20));
  });

  test('the interval of a nearly perfect ranking holds the true area as often as it says', () => {
    const random = createRandom('coverage');
    const [area, separation] = [0.99, 3.29];
    const positives = Array.from({ length: 50 }, (_, i) => i < 10);
    const patients = positives.map((_, i) => `p${i}`);
    const held = Array.from({ length: 300 }, () => {
      const scores = positives.map((isPositive) => random.normal() + (isPositive ? separation : 0));
      const [low, high] = metrics.estimateAuc(scores, positives, patients, random).interval95;
      return low <= area && area <= high;
    });
    expect(held.filter(Boolean).length / 300).toBeGreaterThanOrEqual(0.95);
  });

  test("DeLong's variance agrees with its definition over all pairs", () => {
    for (const { scores, positives, delongVariance } of reference.binary) {
      expect(metrics.delongVariance(scores, positives)).toBeCloseTo(delongVariance, 10);
    }
  });

  test('patients with several images widen the interval of the area', () => {
    const { scores, positives } = reference.binary[0]!;
    const patients = scores.map((_, i) => `p${i}`);
    const alone = metrics.estimateAuc(scores, positives, patients, createRandom(1));
    const thrice = <T>(items: readonly T[]): T[] => [...items, ...items, ...items];
    const together = metrics.estimateAuc(thrice(scores), thrice(positives), thrice(patients), createRandom(1));
    const width = ({ interval95: [low, high] }: { interval95: [number, number] }): number => high - low;
    expect(together.n).toBe(150);
    expect(together.value).toBeCloseTo(alone.value, 10);
    expect(width(together) / width(alone)).toBeGreaterThan(0.85);
    expect(width(together) / width(alone)).toBeLessThan(1.15);
  });

  test('accuracy and the macro area agree with scikit-learn', () => {
    expect(metrics.macroAuc(multi.probabilities, multi.labels)).toBeCloseTo(multi.macroAuc, 10);
    expect(metrics.accuracy(multi.probabilities, multi.labels)).toBeCloseTo(multi.accuracy, 10);
  });

  test('a case on the threshold is positive', () => {
    const { sensitivity, specificity } = pointAt(0.5, [0.5, 0.49, 0.5, 0.2, 0.9], [true, true, false, false, false]);
    expect([sensitivity.value, sensitivity.n]).toEqual([1 / 2, 2]);
    expect([specificity.value, specificity.n]).toEqual([1 / 3, 3]);
  });

  test('the threshold for a sensitivity reaches it, and no higher one does', () => {
    const { scores, positives } = reference.binary[0]!;
    const probabilities = scores.map((score) => 1 / (1 + Math.exp(-score)));
    const threshold = metrics.thresholdForSensitivity(0.9, probabilities, positives);
    expect(pointAt(threshold, probabilities, positives).sensitivity.value).toBeGreaterThanOrEqual(0.9);
    const next = Math.min(...probabilities.filter((value, i) => positives[i] && value >= threshold));
    expect(pointAt(next + 1e-9, probabilities, positives).sensitivity.value).toBeLessThan(0.9);
  });

  test('images of one patient make no rate surer, and alone they keep Wilson’s interval', () => {
    const { scores, positives } = reference.binary[0]!;
    const patients = scores.map((_, i) => `p${i}`);
    const alone = pointAt(0.5, scores, positives);
    const found = scores.filter((score, i) => positives[i] && score >= 0.5).length;
    expect(alone.sensitivity).toEqual(wilson(found, positives.filter(Boolean).length));

    const fivefold = <T>(items: readonly T[]): T[] => items.flatMap((item) => Array<T>(5).fill(item));
    const together = pointAt(0.5, fivefold(scores), fivefold(positives), fivefold(patients));
    for (const rate of ['sensitivity', 'specificity'] as const) {
      const width = (measured: typeof alone): number => measured[rate].interval95[1] - measured[rate].interval95[0];
      expect(together[rate].value).toBeCloseTo(alone[rate].value, 10);
      expect(width(together) / width(alone)).toBeGreaterThan(0.9);
    }
    const groups = fivefold(multi.labels).map((_, i) => `p${Math.floor(i / 5)}`);
    const accuracyOf = (patientOf: string[]) =>
      metrics.estimateAccuracy(fivefold(multi.probabilities), fivefold(multi.labels), patientOf, createRandom(1))
        .interval95;
    const [low, high] = accuracyOf(groups);
    const [narrowLow, narrowHigh] = accuracyOf(groups.map((_, i) => `p${i}`));
    expect((high - low) / (narrowHigh - narrowLow)).toBeGreaterThan(2);
  });

  test('the threshold is found among more cases than fit on the stack', () => {
    const probabilities = Array.from({ length: 300_000 }, (_, i) => i / 300_000);
    const threshold = metrics.thresholdForSensitivity(
      0.5,
      probabilities,
      probabilities.map((_, i) => i % 2 === 1),
    );
    expect(threshold).toBeCloseTo(0.5, 4);
  });
});
