import { expect, test } from 'vitest';
import { drawResamples } from '../../domain/statistics/resamples.ts';
import type { GateCheck } from '../../domain/models/promotion.ts';
import { createRandom } from '../../domain/statistics/random.ts';
import { judgeCalibration } from './judge.ts';

const limits = {
  aucMargin: 0.05,
  sensitivityMargin: 0.05,
  targetSensitivity: 0.95,
  calibrationErrorLimit: 0.1,
  slopeLimits: [0.5, 2],
} as const;

/** Judges the calibration of 1000 patients' probabilities. */
function judge(probabilityOf: (isPositive: boolean, i: number) => number): GateCheck {
  const positives = Array.from({ length: 1000 }, (_, i) => i % 2 === 0);
  const probabilities = positives.map(probabilityOf);
  const patients = positives.map((_, i) => `p${i}`);
  const finding = { label: 'PNEUMONIA', positives, candidate: { probabilities, threshold: 0.5 }, current: null };
  return judgeCalibration(finding, limits, drawResamples(patients, createRandom('judge'), 40));
}

test('the calibration of a model that says one half of everybody is not known, though half are positive', () => {
  const { value, verdict, facts } = judge(() => 0.5);
  expect(value!.value).toBe(0);
  expect(verdict).toBe('unknown');
  expect(facts).toContainEqual({ code: 'slopeFlat' });
});

test('nor is it where the probabilities differ by less than a slope can tell', () => {
  const random = createRandom('tiny');
  expect(judge((isPositive) => 0.53 + 1e-4 * (random.normal() + Number(isPositive))).verdict).toBe('unknown');
});

test('where a threshold separates the cases, the error alone decides', () => {
  const near = judge((isPositive) => (isPositive ? 0.99 : 0.01));
  expect(near.verdict).toBe('passed');
  expect(near.facts).toContainEqual({ code: 'slopeSeparated' });
  expect(judge((isPositive) => (isPositive ? 0.7 : 0.3)).verdict).toBe('failed');
});
