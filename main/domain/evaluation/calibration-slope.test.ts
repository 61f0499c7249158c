import { expect, test } from 'vitest';
import fixture from '../../../tests/fixtures/recalibration.json' with { type: 'json' };
import { recalibrate } from './calibration-slope.ts';
import { drawResamples } from '../statistics/resamples.ts';
import { createRandom } from '../statistics/random.ts';

test.each(fixture.cases)('slope and intercept of $name probabilities are those of statsmodels', (given) => {
  const patients = given.positives.map((_, place) => String(place));
  const { slope, intercept } = recalibrate(given, drawResamples(patients, createRandom('recalibration'), 100))!;
  expect(slope.value).toBeCloseTo(given.slope, 6);
  expect(intercept.value).toBeCloseTo(given.intercept, 6);
  for (const { value, interval95 } of [slope, intercept]) {
    expect(interval95[0]).toBeLessThan(value);
    expect(interval95[1]).toBeGreaterThan(value);
  }
});
