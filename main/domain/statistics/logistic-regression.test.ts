import { describe, expect, test } from 'vitest';
import { fitLogistic, logitOf } from './logistic-regression.ts';
import { createRandom } from './random.ts';

/** 300 cases with two features; the first one decides, with noise, the second never does, the third never changes. */
function cases() {
  const random = createRandom('logistic');
  const rows = Array.from({ length: 300 }, () => Float64Array.of(3 + 2 * random.normal(), 100 * random.normal(), 7));
  const positives = rows.map(([x]) => x! - 3 + random.normal() > 0);
  return { rows, positives };
}

describe('logistic regression', () => {
  test('fits so that no weight can be changed for the better: the penalised score equations hold', () => {
    const { rows, positives } = cases();
    const model = fitLogistic(rows, positives, 5);
    const residuals = rows.map((row, i) => Number(positives[i]) - 1 / (1 + Math.exp(-logitOf(model, row))));
    expect(residuals.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 6);
    for (const feature of [0, 1]) {
      const score = rows.reduce(
        (sum, row, i) => sum + (residuals[i]! * (row[feature]! - model.mean[feature]!)) / model.deviation[feature]!,
        0,
      );
      expect(score).toBeCloseTo(5 * model.weights[feature]!, 5);
    }
    expect(model.weights[2]).toBe(0);
    expect(Math.abs(model.weights[0]!)).toBeGreaterThan(10 * Math.abs(model.weights[1]!));
  });

  test('stays finite where the cases can be told apart without an error', () => {
    const rows = [-2, -1, 1, 2].map((x) => Float64Array.of(x));
    const model = fitLogistic(rows, [false, false, true, true], 1);
    expect(model.weights[0]).toBeGreaterThan(0.5);
    expect(model.weights[0]).toBeLessThan(5);
    expect(model.bias).toBeCloseTo(0, 6);
  });

  test('gives fewer cases than features an answer, too', () => {
    const random = createRandom('few');
    const rows = Array.from({ length: 6 }, () => Float64Array.from({ length: 40 }, () => random.normal()));
    const model = fitLogistic(rows, [true, false, true, false, true, false], 10);
    expect(rows.map((row) => logitOf(model, row)).every(Number.isFinite)).toBe(true);
  });
});
