import { describe, expect, test } from 'vitest';
import { recalibrate } from '../evaluation/calibration-slope.ts';
import { drawResamples } from '../statistics/resamples.ts';
import { areaDifference, newcombe, sensitivityDifference } from './non-inferiority.ts';
import { createRandom } from '../statistics/random.ts';

const each = (n: number): string[] => Array.from({ length: n }, (_, i) => `p${i}`);
const resamplesOf = (patients: readonly string[]) => drawResamples(patients, createRandom('test'));

describe('a difference of paired rates', () => {
  test('has the interval of Newcombe 1998, table II: 36 both, 12 and 2 apart, none neither', () => {
    const { value, interval95 } = newcombe({ both: 36, onlyCandidate: 12, onlyCurrent: 2, neither: 0 });
    expect(value).toBeCloseTo(0.2, 10);
    expect(interval95[0]).toBeCloseTo(0.0569, 3);
    expect(interval95[1]).toBeCloseTo(0.3404, 3);
  });

  test('is not sure where two models agree on few cases', () => {
    const { value, interval95 } = newcombe({ both: 10, onlyCandidate: 0, onlyCurrent: 0, neither: 0 });
    expect(value).toBe(0);
    expect(interval95[0]).toBeLessThan(-0.2);
  });

  test('is wider for ten images of five patients than for ten patients', () => {
    const calls = [true, true, true, true, true, true, false, false, true, true];
    const current = [true, true, false, false, true, true, true, true, true, true];
    const positives = calls.map(() => true);
    const alone = sensitivityDifference(calls, current, positives, resamplesOf(each(10)))!;
    const paired = resamplesOf(calls.map((_, i) => `p${Math.floor(i / 2)}`));
    const clustered = sensitivityDifference(calls, current, positives, paired)!;
    expect(clustered.value).toBeCloseTo(alone.value, 12);
    expect(clustered.interval95[0]).toBeLessThan(alone.interval95[0]);
  });
});

describe('a difference of areas', () => {
  test('of a model with itself leaves open what so few pairs of patients leave open', () => {
    const scores = each(20).map((_, i) => i / 20);
    const positives = scores.map((score) => score >= 0.5);
    const same = { candidate: scores, current: scores, positives };
    const { value, interval95 } = areaDifference(same, resamplesOf(each(20)))!;
    expect(value).toBe(0);
    // Ten pairs without an error: Clopper and Pearson's limit.
    expect(interval95[0]).toBeCloseTo(0.025 ** (1 / 10) - 1, 10);
  });

  test('is null without both kinds of case', () => {
    const one = { candidate: [0.1, 0.2], current: [0.2, 0.1], positives: [true, true] };
    expect(areaDifference(one, resamplesOf(each(2)))).toBeNull();
  });
});

describe('recalibration', () => {
  const random = createRandom('recalibration');
  const truth = each(1500).map(() => 0.02 + 0.96 * random.next());
  const positives = truth.map((probability) => random.next() < probability);
  const stretched = (factor: number, shift = 0): number[] =>
    truth.map((p) => 1 / (1 + Math.exp(-(factor * Math.log(p / (1 - p)) + shift))));
  const resamples = drawResamples(each(1500), createRandom('draws'), 60);

  test('finds a slope of 1 and an intercept of 0 for probabilities that are right', () => {
    const { slope, intercept } = recalibrate({ probabilities: truth, positives }, resamples)!;
    expect(slope.interval95[0]).toBeLessThan(1);
    expect(slope.interval95[1]).toBeGreaterThan(1);
    expect(Math.abs(intercept.value)).toBeLessThan(0.25);
  });

  test('finds that probabilities are too bold, or too low', () => {
    const bold = recalibrate({ probabilities: stretched(2), positives }, resamples)!;
    expect(bold.slope.value).toBeCloseTo(
      recalibrate({ probabilities: truth, positives }, resamples)!.slope.value / 2,
      6,
    );
    const low = recalibrate({ probabilities: stretched(1, -1), positives }, resamples)!;
    expect(low.intercept.value).toBeGreaterThan(0.8);
  });

  test('says that it can’t where a threshold separates the cases', () => {
    const probabilities = [0.1, 0.2, 0.8, 0.9];
    expect(recalibrate({ probabilities, positives: [false, false, true, true] }, resamplesOf(each(4)))).toBeNull();
  });
});
