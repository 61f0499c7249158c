import { describe, expect, test } from 'vitest';
import reference from '../../../tests/fixtures/metrics.json' with { type: 'json' };
import { softmax } from '../statistics/activation.ts';
import * as calibration from './calibration.ts';

const { multi, brierBinary } = reference;

describe('calibration', () => {
  test('softmax agrees with SciPy and bears large logits', () => {
    multi.logits.forEach((row, i) =>
      softmax(row).forEach((value, label) => expect(value).toBeCloseTo(multi.probabilities[i]![label]!, 10)),
    );
    expect(softmax([1000, 0])).toEqual([1, 0]);
  });

  test('the likelihood and the temperature that maximises it agree with scikit-learn and SciPy', () => {
    const { logits, labels } = multi;
    expect(calibration.negativeLogLikelihood(logits, labels)).toBeCloseTo(multi.negativeLogLikelihood, 10);
    expect(calibration.fitTemperature(logits, labels)).toBeCloseTo(multi.temperature, 4);
  });

  test('the calibration error and the Brier score agree with their definitions', () => {
    expect(calibration.expectedCalibrationError(multi.probabilities, multi.labels)).toBeCloseTo(multi.ece, 10);
    expect(calibration.brierScore(multi.probabilities, multi.labels)).toBeCloseTo(multi.brier, 10);
    const rows = brierBinary.probability.map((value) => [1 - value, value]);
    // Over two labels, Brier's own sum is twice the binary form.
    expect(calibration.brierScore(rows, brierBinary.truth)).toBeCloseTo(2 * brierBinary.value, 10);
  });
});
