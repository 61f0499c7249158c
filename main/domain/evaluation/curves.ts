/** ROC, precision-recall and decision curves with their bands. */
import type { Estimate } from '../statistics/estimate.ts';
import { exactLowOfAll } from '../statistics/statistics.ts';
import { disjointPairs } from './area.ts';
import { areaUnder, averagePrecision, countsFrom, totalsOf, type ThresholdCounts, type Ranking } from './ranking.ts';
import type {
  BandPoint,
  DecisionPoint,
  PrecisionRecallCurve,
  PrecisionRecallPoint,
  RocCurve,
  RocPoint,
} from './report.ts';
import { percentileInterval, resampled, type Resamples } from '../statistics/resamples.ts';

/** More would only fill the page: the pixels of a chart. */
const MOST_POINTS = 400;
/** Where a band is given. */
const GRID = Array.from({ length: 101 }, (_, i) => i / 100);
/** Threshold probabilities of the decision curve. */
const DECISION_THRESHOLDS = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);

/** The curves' values in each resample. */
export interface ResampledCurves {
  readonly areas: Float64Array;
  readonly averagePrecisions: Float64Array;
  /** One row a resample: the sensitivity at each false positive rate of the grid. */
  readonly sensitivities: readonly Float64Array[];
  /** The precision at each recall of the grid. */
  readonly precisions: readonly Float64Array[];
  /** At each threshold probability. */
  readonly netBenefits: readonly Float64Array[];
}

/** All of them in one pass over the resamples. */
export function resampleCurves(ranking: Ranking, resamples: Resamples): ResampledCurves {
  const counts = countsFrom(ranking, null);
  const averagePrecisions: number[] = [];
  const sensitivities: Float64Array[] = [];
  const precisions: Float64Array[] = [];
  const netBenefits: Float64Array[] = [];
  const areas = resampled(resamples, (weights) => {
    countsFrom(ranking, weights, counts);
    averagePrecisions.push(averagePrecision(counts));
    sensitivities.push(sensitivitiesOnGrid(counts));
    precisions.push(precisionsOnGrid(counts));
    netBenefits.push(netBenefitsOf(ranking, counts));
    return areaUnder(counts);
  });
  return { areas, averagePrecisions: Float64Array.from(averagePrecisions), sensitivities, precisions, netBenefits };
}

/** Every so many of the points, with the first and the last. */
function thin<T>(points: readonly T[]): T[] {
  if (points.length <= MOST_POINTS) return [...points];
  const step = (points.length - 1) / (MOST_POINTS - 1);
  return Array.from({ length: MOST_POINTS }, (_, i) => points[Math.round(i * step)]!);
}

/** The interval at one place over all rows; a row where it is not defined is left out. */
function intervalAt(rows: readonly Float64Array[], place: number): [number, number] | null {
  return percentileInterval(Float64Array.from(rows, (row) => row[place]!));
}

function bandOf(rows: readonly Float64Array[]): BandPoint[] {
  return GRID.map((x, i) => {
    const [low, high] = intervalAt(rows, i) ?? [0, 1];
    return { x, low, high };
  });
}

/** Null without cases of both kinds. */
export function rocCurve(ranking: Ranking, { sensitivities }: ResampledCurves): RocCurve | null {
  const points = rocPoints(ranking);
  return points && { points: thin(withoutStraight(points)), band: bandOf(sensitivities) };
}

/** A point for each distinct score, from (0, 0); the first threshold is above all scores, at least 1. */
export function rocPoints(ranking: Ranking): RocPoint[] | null {
  const counts = countsFrom(ranking, null);
  const [positives, negatives] = totalsOf(counts);
  if (positives === 0 || negatives === 0) return null;
  const top = Math.max(1, ranking.scores[0]!) + Number.EPSILON;
  const points = Array.from(ranking.scores, (threshold, i) => {
    return {
      threshold,
      falsePositiveRate: counts.falsePositives[i]! / negatives,
      sensitivity: counts.truePositives[i]! / positives,
    };
  });
  return [{ threshold: top, falsePositiveRate: 0, sensitivity: 0 }, ...points];
}

/** Without those that lie on the straight line between their neighbours (scikit-learn's `drop_intermediate`). */
function withoutStraight(points: readonly RocPoint[]): RocPoint[] {
  return points.filter((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (before === undefined || after === undefined) return true;
    const turn =
      (point.falsePositiveRate - before.falsePositiveRate) * (after.sensitivity - point.sensitivity) -
      (point.sensitivity - before.sensitivity) * (after.falsePositiveRate - point.falsePositiveRate);
    return Math.abs(turn) > 1e-12;
  });
}

/** Straight between the curve's points; NaN without cases of both kinds. */
function sensitivitiesOnGrid(counts: ThresholdCounts): Float64Array {
  const [positives, negatives] = totalsOf(counts);
  const values = new Float64Array(GRID.length);
  if (positives === 0 || negatives === 0) return values.fill(Number.NaN);
  let [x0, y0, next] = [0, 0, 0];
  for (let i = 0; i < counts.truePositives.length && next < GRID.length; i++) {
    const x = counts.falsePositives[i]! / negatives;
    const y = counts.truePositives[i]! / positives;
    // At a jump upwards the upper end counts: it is reached there.
    for (; next < GRID.length && GRID[next]! < x - 1e-12; next++) {
      values[next] = y0 + ((GRID[next]! - x0) / (x - x0)) * (y - y0);
    }
    [x0, y0] = [x, y];
  }
  return values.fill(1, next);
}

/** Null without positives. */
export function precisionRecallCurve(ranking: Ranking, { precisions }: ResampledCurves): PrecisionRecallCurve | null {
  const points = precisionRecallPoints(ranking);
  if (points === null) return null;
  const positives = ranking.positives.reduce((a, b) => a + b, 0);
  return { points: thin(points), band: bandOf(precisions), shareOfPositives: positives / ranking.positives.length };
}

/** A point for each distinct score, by rising recall. */
export function precisionRecallPoints(ranking: Ranking): PrecisionRecallPoint[] | null {
  const { truePositives } = countsFrom(ranking, null);
  const positives = truePositives.at(-1) ?? 0;
  if (positives === 0) return null;
  return Array.from(ranking.scores, (threshold, i) => {
    return { threshold, recall: truePositives[i]! / positives, precision: truePositives[i]! / ranking.ends[i]! };
  });
}

/** The precision where each recall of the grid is first reached; NaN without positives. */
function precisionsOnGrid(counts: ThresholdCounts): Float64Array {
  const { truePositives, falsePositives } = counts;
  const [positives] = totalsOf(counts);
  const values = new Float64Array(GRID.length).fill(Number.NaN);
  let next = 0;
  for (let i = 0; i < truePositives.length && next < GRID.length; i++) {
    // A score that only cases without the label have reaches no recall; nor does the start.
    if (truePositives[i]! === (truePositives[i - 1] ?? 0)) continue;
    const precision = truePositives[i]! / (truePositives[i]! + falsePositives[i]!);
    for (; next < GRID.length && GRID[next]! <= truePositives[i]! / positives + 1e-12; next++) values[next] = precision;
  }
  return values;
}

/**
 * With its interval over resampled patients; null without positives. Where the resamples had nothing to vary, as without
 * an error, the interval reaches down as far as that of the area does.
 */
export function estimateAveragePrecision(
  ranking: Ranking,
  { averagePrecisions }: ResampledCurves,
  { patientOf }: Resamples,
): Estimate | null {
  const value = averagePrecision(countsFrom(ranking, null));
  if (Number.isNaN(value)) return null;
  const [low, high] = percentileInterval(averagePrecisions) ?? [0, 1];
  const least = low < high ? low : Math.min(low, exactLowOfAll(disjointPairs(ranking.positives, patientOf)));
  return { value, interval95: [least, high], n: ranking.order.length };
}

/**
 * Net benefit of calling from each threshold probability upwards (Vickers and Elkin 2006): true positives less false
 * positives weighted by the odds of the threshold, a case.
 */
export function decisionCurve(ranking: Ranking, { netBenefits }: ResampledCurves): DecisionPoint[] {
  const counts = countsFrom(ranking, null);
  const values = netBenefitsOf(ranking, counts);
  const n = ranking.order.length;
  const share = totalsOf(counts)[0] / n;
  return DECISION_THRESHOLDS.map((threshold, i) => {
    const value = values[i]!;
    const model = { value, interval95: intervalAt(netBenefits, i) ?? ([value, value] as [number, number]), n };
    return { threshold, model, all: share - (1 - share) * (threshold / (1 - threshold)) };
  });
}

function netBenefitsOf({ scores }: Ranking, counts: ThresholdCounts): Float64Array {
  const [positives, negatives] = totalsOf(counts);
  const values = new Float64Array(DECISION_THRESHOLDS.length);
  let called = 0;
  for (let i = DECISION_THRESHOLDS.length - 1; i >= 0; i--) {
    const threshold = DECISION_THRESHOLDS[i]!;
    while (called < scores.length && scores[called]! >= threshold) called++;
    const truePositives = counts.truePositives[called - 1] ?? 0;
    const falsePositives = counts.falsePositives[called - 1] ?? 0;
    values[i] = (truePositives - falsePositives * (threshold / (1 - threshold))) / (positives + negatives);
  }
  return values;
}
