/** Thresholds to report at, and how sure one that was found on the cases is. */
import { thresholdForSensitivity } from '../metrics.ts';
import { eachScore, rankCases, type Ranking } from './ranking.ts';
import { ratesAt, type BinaryCases } from './rates.ts';
import type { RatesAtThreshold } from './report.ts';
import { percentileInterval, resampled, type Resamples } from './resamples.ts';

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
  const thresholds = resampled(resamples, (weights) => thresholdOf(ranking, sensitivity, weights));
  const rule = `sensitivity at least ${Number((100 * sensitivity).toFixed(2))} %, found on these cases`;
  return {
    kind: 'sensitivity',
    threshold,
    rule,
    thresholdInterval: percentileInterval(thresholds),
    ...ratesAt(cases, threshold, resamples, prevalence),
  };
}

/** As `thresholdForSensitivity`, of cases that count several times; NaN without positives. */
function thresholdOf(ranking: Ranking, sensitivity: number, weights: Float64Array): number {
  let all = 0;
  for (let i = 0; i < weights.length; i++) if (ranking.positives[i]!) all += weights[i]!;
  if (all === 0) return Number.NaN;
  const needed = Math.max(1, Math.ceil(sensitivity * all - 1e-9));
  let found = 0;
  let last = Number.NaN;
  let lower = Number.NaN;
  eachScore(ranking, weights, (positive, negative, end) => {
    if (positive + negative === 0) return;
    const score = ranking.scores[ranking.order[end - 1]!]!;
    if (found >= needed && Number.isNaN(lower)) lower = score;
    found += positive;
    if (found >= needed && Number.isNaN(last)) last = score;
  });
  return (last + (Number.isNaN(lower) ? 0 : lower)) / 2;
}
