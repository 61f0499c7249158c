/** ROC and precision-recall curves with their bands, and the decision curve. */
import type { Estimate } from '../model-card.ts';
import { averagePrecision, eachScore, type Ranking } from './ranking.ts';
import type {
  BandPoint,
  DecisionPoint,
  PrecisionRecallCurve,
  PrecisionRecallPoint,
  RocCurve,
  RocPoint,
} from './report.ts';
import { percentileInterval, resampled, type Resamples } from './resamples.ts';

/** More would only fill the page: the pixels of a chart. */
const MOST_POINTS = 400;
/** Where a band is given. */
const GRID = Array.from({ length: 101 }, (_, i) => i / 100);

/** Every so many of the points, with the first and the last. */
function thin<T>(points: readonly T[]): T[] {
  if (points.length <= MOST_POINTS) return [...points];
  const step = (points.length - 1) / (MOST_POINTS - 1);
  return Array.from({ length: MOST_POINTS }, (_, i) => points[Math.round(i * step)]!);
}

/** Null without cases of both kinds. */
export function rocCurve(ranking: Ranking, resamples: Resamples): RocCurve | null {
  const points = rocPoints(ranking);
  if (points === null) return null;
  const band = bandOf(resamples, (weights) => sensitivitiesOnGrid(ranking, weights));
  return { points: thin(withoutStraight(points)), band };
}

/** A point for each distinct score, from (0, 0); the first threshold is above all scores, at least 1. */
export function rocPoints(ranking: Ranking): RocPoint[] | null {
  const found: [number, number, number][] = [];
  let [positives, negatives] = [0, 0];
  eachScore(ranking, null, (positive, negative, end) => {
    positives += positive;
    negatives += negative;
    found.push([ranking.scores[ranking.order[end - 1]!]!, negatives, positives]);
  });
  if (positives === 0 || negatives === 0) return null;
  const top = Math.max(1, found[0]![0]) + Number.EPSILON;
  const first = { threshold: top, falsePositiveRate: 0, sensitivity: 0 };
  const rest = found.map(([threshold, others, right]) => {
    return { threshold, falsePositiveRate: others / negatives, sensitivity: right / positives };
  });
  return [first, ...rest];
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

/** Of one resample: the sensitivity at each false positive rate of the grid, straight between the curve's points. */
function sensitivitiesOnGrid(ranking: Ranking, weights: Float64Array): Float64Array {
  const [positives, negatives] = totals(ranking, weights);
  const values = new Float64Array(GRID.length);
  if (positives === 0 || negatives === 0) return values.fill(Number.NaN);
  let [x0, y0, next] = [0, 0, 0];
  eachScore(ranking, weights, (positive, negative) => {
    const x = x0 + negative / negatives;
    const y = y0 + positive / positives;
    // At a jump upwards the upper end counts: it is reached there.
    for (; next < GRID.length && GRID[next]! < x - 1e-12; next++) {
      values[next] = y0 + ((GRID[next]! - x0) / (x - x0)) * (y - y0);
    }
    [x0, y0] = [x, y];
  });
  return values.fill(1, next);
}

function totals({ positives }: Ranking, weights: Float64Array): [number, number] {
  const sums: [number, number] = [0, 0];
  for (let i = 0; i < weights.length; i++) sums[positives[i]! ? 0 : 1] += weights[i]!;
  return sums;
}

/** Pointwise over the resamples; a resample that lacks one kind of case is left out. */
function bandOf(resamples: Resamples, curveOf: (weights: Float64Array) => Float64Array): BandPoint[] {
  const curves: Float64Array[] = [];
  resampled(resamples, (weights) => {
    curves.push(curveOf(weights));
    return 0;
  });
  return GRID.map((x, i) => {
    const [low, high] = percentileInterval(Float64Array.from(curves, (curve) => curve[i]!)) ?? [0, 1];
    return { x, low, high };
  });
}

/** Null without positives. */
export function precisionRecallCurve(ranking: Ranking, resamples: Resamples): PrecisionRecallCurve | null {
  const points = precisionRecallPoints(ranking);
  if (points === null) return null;
  const positives = ranking.positives.filter(Boolean).length;
  return {
    points: thin(points),
    band: bandOf(resamples, (weights) => precisionsOnGrid(ranking, weights)),
    shareOfPositives: positives / ranking.positives.length,
  };
}

/** A point for each distinct score, by rising recall. */
export function precisionRecallPoints(ranking: Ranking): PrecisionRecallPoint[] | null {
  const positives = ranking.positives.filter(Boolean).length;
  if (positives === 0) return null;
  const points: PrecisionRecallPoint[] = [];
  let found = 0;
  eachScore(ranking, null, (positive, _negative, end) => {
    found += positive;
    const threshold = ranking.scores[ranking.order[end - 1]!]!;
    points.push({ threshold, recall: found / positives, precision: found / end });
  });
  return points;
}

/** Of one resample: the precision where each recall of the grid is first reached. */
function precisionsOnGrid(ranking: Ranking, weights: Float64Array): Float64Array {
  const [positives] = totals(ranking, weights);
  const values = new Float64Array(GRID.length).fill(Number.NaN);
  let [found, called, next] = [0, 0, 0];
  eachScore(ranking, weights, (positive, negative) => {
    found += positive;
    called += positive + negative;
    if (positive === 0) return;
    for (; next < GRID.length && GRID[next]! <= found / positives + 1e-12; next++) values[next] = found / called;
  });
  return values;
}

/** With its interval over resampled patients; null without positives. */
export function estimateAveragePrecision(ranking: Ranking, resamples: Resamples): Estimate | null {
  const value = averagePrecision(ranking);
  if (Number.isNaN(value)) return null;
  const values = resampled(resamples, (weights) => averagePrecision(ranking, weights));
  return { value, interval95: percentileInterval(values) ?? [0, 1], n: ranking.order.length };
}

/** Threshold probabilities of the decision curve. */
const DECISION_THRESHOLDS = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);

/**
 * Net benefit of calling from each threshold probability upwards (Vickers and Elkin 2006): true positives less false
 * positives weighted by the odds of the threshold, a case.
 */
export function decisionCurve(ranking: Ranking, resamples: Resamples): DecisionPoint[] {
  const n = ranking.order.length;
  const ones = new Float64Array(n).fill(1);
  const curve = netBenefits(ranking, ones);
  const curves: Float64Array[] = [];
  resampled(resamples, (weights) => {
    curves.push(netBenefits(ranking, weights));
    return 0;
  });
  const share = totals(ranking, ones)[0] / n;
  return DECISION_THRESHOLDS.map((threshold, i) => {
    const values = Float64Array.from(curves, (each) => each[i]!);
    const model = { value: curve[i]!, interval95: percentileInterval(values) ?? ([0, 0] as [number, number]), n };
    return { threshold, model, all: share - (1 - share) * (threshold / (1 - threshold)) };
  });
}

function netBenefits(ranking: Ranking, weights: Float64Array): Float64Array {
  const values = new Float64Array(DECISION_THRESHOLDS.length);
  const [positives, negatives] = totals(ranking, weights);
  const all = positives + negatives;
  let [found, others, next] = [0, 0, DECISION_THRESHOLDS.length - 1];
  const settle = (score: number): void => {
    for (; next >= 0 && DECISION_THRESHOLDS[next]! > score; next--) {
      const threshold = DECISION_THRESHOLDS[next]!;
      values[next] = (found - others * (threshold / (1 - threshold))) / all;
    }
  };
  eachScore(ranking, weights, (positive, negative, end) => {
    settle(ranking.scores[ranking.order[end - 1]!]!);
    found += positive;
    others += negative;
  });
  settle(Number.NEGATIVE_INFINITY);
  return values;
}
