import { expect, test } from 'vitest';
import type { Truth } from '../../../domain/evaluation/metrics.ts';
import { classWeightsOf } from './class-weights.ts';
import type { TrainSettings } from '../../../contract/training-settings/setting-table.ts';
import { FaultError } from '../../../domain/faults/fault.ts';

function weightsFor(
  settings: Partial<Pick<TrainSettings, 'classWeights' | 'loss' | 'focalAlpha'>>,
  truths: readonly Truth[],
  labels = ['NORMAL', 'PNEUMONIA'],
) {
  const all = { classWeights: 'none', loss: 'cross-entropy', focalAlpha: 0.5, ...settings } as const;
  const outcome = classWeightsOf({ settings: all, labels, findings: labels.slice(1), truths });
  if (!outcome.ok) throw new FaultError(outcome.error);
  return outcome.value;
}

test('balanced weights are n / (K·nₖ), so that every label weighs as much in sum', () => {
  const weights = weightsFor({ classWeights: 'balanced' }, [0, 1, 1, 1, 1, 1]);
  expect(weights).toEqual([3, 0.6]);
  expect(1 * weights![0]!).toBeCloseTo(5 * weights![1]!, 12);
  expect(weightsFor({ classWeights: 'balanced' }, [0, 1, 2, 2], ['A', 'B', 'C'])).toEqual([4 / 3, 4 / 3, 2 / 3]);
});

test('of labels that may be there together, presence weighs as much as absence', () => {
  const together = { classWeights: 'balanced', loss: 'binary-cross-entropy' } as const;
  expect(weightsFor(together, [[0], [], [0, 1], [], [0]])).toEqual(
    [2 / 3, 4].map((value) => expect.closeTo(value, 12)),
  );
});

test('alike labels, and a focal loss whose alpha is one half, need no weights', () => {
  expect(weightsFor({ classWeights: 'balanced' }, [0, 1, 1, 0])).toBeUndefined();
  expect(weightsFor({ loss: 'focal' }, [0, 1, 1])).toBeUndefined();
});

test('alpha weighs findings and its rest the normal label, on top of given weights', () => {
  const focal = { loss: 'focal', focalAlpha: 0.75 } as const;
  expect(weightsFor(focal, [0, 1])).toEqual([0.5, 1.5]);
  expect(weightsFor({ ...focal, classWeights: [2, 4] }, [0, 1])).toEqual([1, 6]);
});

test('as many weights as labels are wanted', () => {
  expect(() => weightsFor({ classWeights: [1, 2, 3] }, [0, 1])).toThrow(/settings\.class-weights .*"given":3/);
});
