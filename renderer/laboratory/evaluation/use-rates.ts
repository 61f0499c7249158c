import { useMemo } from 'react';
import { ratesAt } from '../../../main/domain/evaluation/rates.ts';
import type { BinaryRates } from '../../../main/domain/evaluation/report.ts';
import type { Resamples } from '../../../main/domain/statistics/resamples.ts';
import { useDebouncedValue } from '../../shared/hooks/use-debounced-value.ts';
import type { FindingEntries } from './finding-entries.ts';

/** Long enough not to run while a point is dragged, short enough not to be noticed. */
const pauseMs = 120;

/** Every case a patient of its own: values are the same, and intervals take no time. */
const alone = (count: number): Resamples => ({
  times: 0,
  patients: count,
  counts: new Uint8Array(),
  patientOf: Uint32Array.from({ length: count }, (_, i) => i),
});

export interface MovingRates {
  readonly rates: BinaryRates;
  /** The intervals are those of independent images until the threshold rests, and then those over patients. */
  readonly isSettling: boolean;
}

/** All rates at a threshold, by the same functions as the report's: values at once, intervals when it rests. */
export function useRates(
  cases: FindingEntries,
  threshold: number,
  prevalence: number | null,
  resamples: Resamples,
): MovingRates {
  const resting = useDebouncedValue(threshold, pauseMs);
  const isSettling = resting !== threshold;
  const independent = useMemo(() => alone(cases.positives.length), [cases]);
  const exact = useMemo(() => ratesAt(cases, resting, resamples, prevalence), [cases, resting, resamples, prevalence]);
  const moving = useMemo(
    () => (isSettling ? ratesAt(cases, threshold, independent, prevalence) : null),
    [isSettling, cases, threshold, independent, prevalence],
  );
  return { rates: moving ?? exact, isSettling };
}
