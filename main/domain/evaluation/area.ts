/** The area under the ROC curve with its interval. */
import type { Estimate } from '../statistics/estimate.ts';
import { exactLowOfAll, normalQuantile } from '../statistics/statistics.ts';
import { areaUnder, countsFrom, rankScores, totalsOf, type Ranking } from './ranking.ts';
import { patientsRepeat, percentileInterval, resampled, type Resamples } from '../statistics/resamples.ts';

/**
 * DeLong's components (1988): of a positive case the share of negatives ranked below it, of a negative case the share
 * of positives ranked above it, ties counting half. The mean over either kind is the area.
 */
export function placements(ranking: Ranking): Float64Array {
  const values = new Float64Array(ranking.order.length);
  const counts = countsFrom(ranking, null);
  const [positives, negatives] = totalsOf(counts);
  let start = 0;
  ranking.ends.forEach((end, i) => {
    const truePositives = (counts.truePositives[i]! + (counts.truePositives[i - 1] ?? 0)) / 2;
    const falsePositives = (counts.falsePositives[i]! + (counts.falsePositives[i - 1] ?? 0)) / 2;
    for (; start < end; start++) {
      const index = ranking.order[start]!;
      values[index] = ranking.positives[index] === 1 ? 1 - falsePositives / negatives : truePositives / positives;
    }
  });
  return values;
}

/** Variance of the area for independent cases (DeLong 1988), by the ranks alone as Sun and Xu 2014 do. */
export function areaVariance(ranking: Ranking): number {
  const values = placements(ranking);
  return varianceOfMean(values, ranking.positives, 1) + varianceOfMean(values, ranking.positives, 0);
}

/** The variance of the mean over the cases with the label (`kind` 1) or without it (0). */
export function varianceOfMean(values: Float64Array, positives: Uint8Array, kind: 0 | 1): number {
  const chosen = values.filter((_, i) => positives[i] === kind);
  const mean = chosen.reduce((a, b) => a + b, 0) / chosen.length;
  const squares = chosen.reduce((total, value) => total + (value - mean) ** 2, 0);
  return squares / Math.max(1, chosen.length - 1) / chosen.length;
}

/**
 * The area with its 95 % interval: DeLong's when each case is a patient of its own, else a bootstrap over
 * patients, because the images of a patient are not independent and DeLong's interval would be too narrow.
 * Either is widened by `widenToPatients`. Null without cases of both kinds.
 */
export function estimateArea(
  scores: readonly number[],
  positives: readonly boolean[],
  resamples: Resamples,
): Estimate | null {
  return estimateAreaOf(rankScores(scores, positives), resamples);
}

/** @param areas of each resample, where they are known already. */
export function estimateAreaOf(ranking: Ranking, resamples: Resamples, areas?: Float64Array): Estimate | null {
  const value = areaUnder(countsFrom(ranking, null));
  if (Number.isNaN(value)) return null;
  const interval = (): [number, number] => {
    if (patientsRepeat(resamples)) {
      return percentileInterval(areas ?? resampledAreas(ranking, resamples)) ?? [0, 1];
    }
    const half = normalQuantile(0.975) * Math.sqrt(areaVariance(ranking));
    return [Math.max(0, value - half), Math.min(1, value + half)];
  };
  const interval95 = widenToPatients(interval(), disjointPairs(ranking.positives, resamples.patientOf));
  return { value, interval95, n: ranking.order.length };
}

function resampledAreas(ranking: Ranking, resamples: Resamples): Float64Array {
  const counts = countsFrom(ranking, null);
  return resampled(resamples, (weights) => areaUnder(countsFrom(ranking, weights, counts)));
}

/**
 * The mean of several labels' areas, each against the rest; its interval is that of the mean over resampled patients,
 * widened as that of the label with the fewest, for a mean is no higher than A only when one of its areas is. Null
 * where one of them is not defined.
 */
export function estimateMeanArea(rankings: readonly Ranking[], resamples: Resamples): Estimate | null {
  const counts = rankings.map((ranking) => countsFrom(ranking, null));
  const meanOf = (weights: Float64Array | null): number =>
    rankings.reduce((total, ranking, i) => total + areaUnder(countsFrom(ranking, weights, counts[i])), 0) /
    rankings.length;
  const value = meanOf(null);
  if (Number.isNaN(value)) return null;
  const pairs = rankings.map(({ positives }) => disjointPairs(positives, resamples.patientOf));
  const interval = percentileInterval(resampled(resamples, meanOf)) ?? [0, 1];
  return { value, interval95: widenToPatients(interval, Math.min(...pairs)), n: resamples.patientOf.length };
}

/** The most pairs of a positive and a negative case that can be formed with no patient in two of them. */
export function disjointPairs(positives: Uint8Array, patientOf: ArrayLike<number>): number {
  const withLabel = new Set<number>();
  const without = new Set<number>();
  positives.forEach((positive, i) => (positive === 1 ? withLabel : without).add(patientOf[i]!));
  return Math.min(withLabel.size, without.size, Math.floor(new Set(Array.from(patientOf)).size / 2));
}

/**
 * Near a perfect ranking nothing is left that varies: DeLong's interval and the bootstrap's shrink to a point. But a
 * ranking without an error has k disjoint, so independent, pairs all in order, which an area A gives with a
 * probability of at most A^k. The interval therefore reaches down to Clopper and Pearson's limit of k out of k at
 * least, and up to its mirror image: no ranking is surer than a perfect one of as many patients.
 */
function widenToPatients([low, high]: readonly [number, number], pairs: number): [number, number] {
  const limit = exactLowOfAll(pairs);
  return [Math.min(low, limit), Math.max(high, 1 - limit)];
}
