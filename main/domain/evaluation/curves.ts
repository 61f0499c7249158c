/** ROC, precision-recall and decision curves with their bands. */
import type { Estimate } from '../statistics/estimate.ts';
import { exactLowOfAll } from '../statistics/statistics.ts';
import { disjointPairs } from './area.ts';
import { areaUnder, averagePrecision, callsFrom, totalsOf, type Calls, type Ranking } from './ranking.ts';
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

/** What the curves are in each resample. */
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
  const calls = callsFrom(ranking, null);
  const averagePrecisions: number[] = [];
  const sensitivities: Float64Array[] = [];
  const precisions: Float64Array[] = [];
  const netBenefits: Float64Array[] = [];
  const areas = resampled(resamples, (weights) => {
    callsFrom(ranking, weights, calls);
    averagePrecisions.push(averagePrecision(calls));
    sensitivities.push(sensitivitiesOnGrid(calls));
    precisions.push(precisionsOnGrid(calls));
    netBenefits.push(netBenefitsOf(ranking, calls));
    return areaUnder(calls);
  });
  return { areas, averagePrecisions: Float64Array.from(averagePrecisions), sensitivities, precisions, netBenefits };
}

/** Every so many of the points, with the first and the last. */
function thin<T>(points: readonly T[]): T[] {
  if (points.length <= MOST_POINTS) return [...points];
  const step = (points.length - 1) / (MOST_POINTS - 1);
  return Array.from({ length: MOST_POINTS }, (_, i) => points[Math.round(i * step)]!);
}

/** Of one place of each row; a row where it is not defined is left out. */
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
  const calls = callsFrom(ranking, null);
  const [positives, negatives] = totalsOf(calls);
  if (positives === 0 || negatives === 0) return null;
  const top = Math.max(1, ranking.scores[0]!) + Number.EPSILON;
  const points = Array.from(ranking.scores, (threshold, i) => {
    return { threshold, falsePositiveRate: calls.others[i]! / negatives, sensitivity: calls.found[i]! / positives };
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
function sensitivitiesOnGrid(calls: Calls): Float64Array {
  const [positives, negatives] = totalsOf(calls);
  const values = new Float64Array(GRID.length);
  if (positives === 0 || negatives === 0) return values.fill(Number.NaN);
  let [x0, y0, next] = [0, 0, 0];
  for (let i = 0; i < calls.found.length && next < GRID.length; i++) {
    const x = calls.others[i]! / negatives;
    const y = calls.found[i]! / positives;
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
  const { found } = callsFrom(ranking, null);
  const positives = found.at(-1) ?? 0;
  if (positives === 0) return null;
  return Array.from(ranking.scores, (threshold, i) => {
    return { threshold, recall: found[i]! / positives, precision: found[i]! / ranking.ends[i]! };
  });
}

/** The precision where each recall of the grid is first reached; NaN without positives. */
function precisionsOnGrid(calls: Calls): Float64Array {
  const { found, others } = calls;
  const [positives] = totalsOf(calls);
  const values = new Float64Array(GRID.length).fill(Number.NaN);
  let next = 0;
  for (let i = 0; i < found.length && next < GRID.length; i++) {
    // A score that only cases without the label have reaches no recall; nor does the start.
    if (found[i]! === (found[i - 1] ?? 0)) continue;
    const precision = found[i]! / (found[i]! + others[i]!);
    for (; next < GRID.length && GRID[next]! <= found[i]! / positives + 1e-12; next++) values[next] = precision;
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
  const value = averagePrecision(callsFrom(ranking, null));
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
  const calls = callsFrom(ranking, null);
  const values = netBenefitsOf(ranking, calls);
  const n = ranking.order.length;
  const share = totalsOf(calls)[0] / n;
  return DECISION_THRESHOLDS.map((threshold, i) => {
    const value = values[i]!;
    const model = { value, interval95: intervalAt(netBenefits, i) ?? ([value, value] as [number, number]), n };
    return { threshold, model, all: share - (1 - share) * (threshold / (1 - threshold)) };
  });
}

function netBenefitsOf({ scores }: Ranking, calls: Calls): Float64Array {
  const [positives, negatives] = totalsOf(calls);
  const values = new Float64Array(DECISION_THRESHOLDS.length);
  let called = 0;
  for (let i = DECISION_THRESHOLDS.length - 1; i >= 0; i--) {
    const threshold = DECISION_THRESHOLDS[i]!;
    while (called < scores.length && scores[called]! >= threshold) called++;
    const found = calls.found[called - 1] ?? 0;
    const others = calls.others[called - 1] ?? 0;
    values[i] = (found - others * (threshold / (1 - threshold))) / (positives + negatives);
  }
  return values;
}
