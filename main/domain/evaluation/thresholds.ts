/** Thresholds to report at, and how sure one that was found on the cases is. */
import { clauseOf } from '../messages/clause.ts';
import { thresholdForSensitivity } from './metrics.ts';
import { countsFrom, rankScores, totalsOf, type ThresholdCounts } from './ranking.ts';
import { ratesAt, type BinaryScores } from './rates.ts';
import type { RatesAtThreshold } from './report.ts';
import { percentileInterval, resampled, type Resamples } from '../statistics/resamples.ts';

export interface WantedThreshold {
  readonly kind: RatesAtThreshold['kind'];
  readonly threshold: number;
  readonly rule: RatesAtThreshold['rule'];
}

export const atHalf: WantedThreshold = { kind: 'half', threshold: 0.5, rule: clauseOf('threshold.half', {}) };

/** The rates at a threshold that was fixed before. */
export function ratesAtWanted(
  cases: BinaryScores,
  wanted: WantedThreshold,
  resamples: Resamples,
  prevalence: number | null = null,
): RatesAtThreshold {
  return { ...wanted, thresholdInterval: null, ...ratesAt(cases, wanted.threshold, resamples, prevalence) };
}

/**
 * The rates at the highest threshold with at least the wanted sensitivity. It was found on these very cases, so its
 * sensitivity is a choice and flatters; null without positives.
 */
export function ratesAtSensitivity(
  cases: BinaryScores,
  sensitivity: number,
  resamples: Resamples,
  prevalence: number | null = null,
): RatesAtThreshold | null {
  if (!cases.positives.includes(true)) return null;
  const threshold = thresholdForSensitivity(sensitivity, cases.probabilities, cases.positives);
  const ranking = rankScores(cases.probabilities, cases.positives);
  const counts = countsFrom(ranking, null);
  const thresholds = resampled(resamples, (weights) =>
    thresholdOf(ranking.scores, countsFrom(ranking, weights, counts), sensitivity),
  );
  return {
    kind: 'sensitivity',
    threshold,
    rule: clauseOf('threshold.sensitivity-here', { sensitivity }),
    thresholdInterval: percentileInterval(thresholds),
    ...ratesAt(cases, threshold, resamples, prevalence),
  };
}

/** As `thresholdForSensitivity`, of cases that count several times or not at all; NaN without positives. */
function thresholdOf(scores: Float64Array, counts: ThresholdCounts, sensitivity: number): number {
  const { truePositives, falsePositives } = counts;
  const [positives] = totalsOf(counts);
  if (positives === 0) return Number.NaN;
  const needed = Math.max(1, Math.ceil(sensitivity * positives - 1e-9));
  const last = truePositives.findIndex((count) => count >= needed);
  const lower = truePositives.findIndex(
    (count, i) => i > last && count + falsePositives[i]! > truePositives[last]! + falsePositives[last]!,
  );
  return (scores[last]! + (lower < 0 ? 0 : scores[lower]!)) / 2;
}
