import { describe, expect, test } from 'vitest';
import fixture from '../../../../tests/fixtures/schedules.json' with { type: 'json' };
import { learningRateAt } from './schedule.ts';
import type { Schedule } from './schedule.ts';

/** The schedule of tests/fixtures/schedules.py: 4 epochs of 10 steps. */
const schedule = { peak: 0.01, warmUpSteps: 0, totalSteps: 40, stepLength: 20, stepFactor: 0.3 };
const kinds = ['constant', 'step', 'cosine', 'one-cycle'] as const satisfies readonly Schedule['kind'][];

describe('the learning rate', () => {
  test.each(kinds)('follows PyTorch: %s', (kind) => {
    fixture[kind].forEach((expected, step) =>
      expect(learningRateAt(step, { ...schedule, kind }), `step ${step}`).toBeCloseTo(expected, 9),
    );
  });

  test('rises to its peak, halves in the middle of the cosine and ends at zero', () => {
    const warm: Schedule = { ...schedule, kind: 'cosine', peak: 1, warmUpSteps: 10, totalSteps: 110 };
    const rates = [0, 9, 10, 60, 110].map((step) => learningRateAt(step, warm));
    expect(rates).toEqual([0.1, 1, 1, expect.closeTo(0.5), 0]);
  });

  test.each(kinds)('is never more than its peak nor less than zero: %s', (kind) => {
    const rates = Array.from({ length: 4 }, (_, step) => learningRateAt(step, { ...schedule, kind, totalSteps: 3 }));
    for (const rate of rates) expect(rate === Math.min(schedule.peak, Math.max(0, rate))).toBe(true);
  });
});
