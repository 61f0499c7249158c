import { describe, expect, test } from 'vitest';
import reference from '../../tests/fixtures/metrics.json' with { type: 'json' };
import * as metrics from './metrics.ts';
import { createRandom } from './random.ts';

const { multi } = reference;

describe('metrics', () => {
  test('the area under the curve agrees with scikit-learn, ties included', () => {
    for (const { scores, positives, auc } of reference.binary) {
      expect(metrics.areaUnderCurve(scores, positives)).toBeCloseTo(auc, 10);
    }
    expect(metrics.areaUnderCurve([1, 2], [true, true])).toBeNaN();
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
    expect(metrics.estimateAccuracy(multi.probabilities, multi.labels).value).toBeCloseTo(multi.accuracy, 10);
  });

  test('a case on the threshold is positive', () => {
    const counts = metrics.confusionAt(0.5, [0.5, 0.49, 0.5, 0.2, 0.9], [true, true, false, false, false]);
    expect(counts).toEqual({ truePositives: 1, falseNegatives: 1, falsePositives: 2, trueNegatives: 1 });
  });

  test('the threshold for a sensitivity reaches it, and no higher one does', () => {
    const { scores, positives } = reference.binary[0]!;
    const probabilities = scores.map((score) => 1 / (1 + Math.exp(-score)));
    const threshold = metrics.thresholdForSensitivity(0.9, probabilities, positives);
    const point = metrics.measureOperatingPoint({ label: 'PNEUMONIA', threshold, rule: '' }, probabilities, positives);
    expect(point.sensitivity.value).toBeGreaterThanOrEqual(0.9);
    const next = Math.min(...probabilities.filter((value, i) => positives[i] && value >= threshold));
    const higher = metrics.confusionAt(next + 1e-9, probabilities, positives);
    expect(higher.truePositives / (higher.truePositives + higher.falseNegatives)).toBeLessThan(0.9);
  });
});
