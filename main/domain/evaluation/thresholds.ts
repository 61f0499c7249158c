/** Thresholds to report at, and how sure one that was found on the cases is. */
import { thresholdForSensitivity } from './metrics.ts';
import { callsFrom, rankCases, totalsOf, type Calls } from './ranking.ts';
import { ratesAt, type BinaryCases } from './rates.ts';
import type { RatesAtThreshold } from './report.ts';
import { percentileInterval, resampled, type Resamples } from '../statistics/resamples.ts';

export interface WantedThreshold {
  readonly kind: RatesAtThreshold['kind'];
  readonly threshold: number;
  readonly rule: string;
}

export const atHalf: WantedThreshold = { kind: 'half', threshold: 0.5, rule: 'calibrated probability of one half' };

/** The rates at a threshold that was fixed before. */
export function ratesAtWanted(
  cases: BinaryCases,
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
  cases: BinaryCases,
  sensitivity: number,
  resamples: Resamples,
  prevalence: number | null = null,
): RatesAtThreshold | null {
  if (!cases.positives.includes(true)) return null;
  const threshold = thresholdForSensitivity(sensitivity, cases.probabilities, cases.positives);
  const ranking = rankCases(cases.probabilities, cases.positives);
  const calls = callsFrom(ranking, null);
  const thresholds = resampled(resamples, (weights) =>
    thresholdOf(ranking.scores, callsFrom(ranking, weights, calls), sensitivity),
  );
  const rule = `sensitivity at least ${Number((100 * sensitivity).toFixed(2))} %, found on these cases`;
  return {
    kind: 'sensitivity',
    threshold,
    rule,
    thresholdInterval: percentileInterval(thresholds),
    ...ratesAt(cases, threshold, resamples, prevalence),
  };
}

/** As `thresholdForSensitivity`, of cases that count several times or not at all; NaN without positives. */
function thresholdOf(scores: Float64Array, calls: Calls, sensitivity: number): number {
  const { found, others } = calls;
  const [positives] = totalsOf(calls);
  if (positives === 0) return Number.NaN;
  const needed = Math.max(1, Math.ceil(sensitivity * positives - 1e-9));
  const last = found.findIndex((count) => count >= needed);
  const lower = found.findIndex((count, i) => i > last && count + others[i]! > found[last]! + others[last]!);
  return (scores[last]! + (lower < 0 ? 0 : scores[lower]!)) / 2;
}
