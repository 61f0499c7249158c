/**
 * Measures of a classifier. Scores and probabilities of the positive label in the order of the cases;
 * `positives` says which cases truly have it. A case is called positive from the threshold upwards.
 */
import { areaVariance, estimateArea, estimateMeanArea } from './area.ts';
import { areaUnder, countsFrom, rankScores } from './ranking.ts';
import { drawResamples } from '../statistics/resamples.ts';
import type { MeasuredPoint } from '../models/model-card.ts';
import type { Estimate } from '../statistics/estimate.ts';
import type { Random } from '../statistics/random.ts';
import { estimateRate } from '../statistics/estimate-rate.ts';

/**
 * Area under the ROC curve as the Mann–Whitney statistic, ties counting half; NaN unless both labels occur and each
 * score is a number.
 */
export function areaUnderCurve(scores: readonly number[], positives: readonly boolean[]): number {
  return scores.some(Number.isNaN) ? Number.NaN : areaUnder(countsFrom(rankScores(scores, positives), null));
}

/** Variance of the area for independent cases: DeLong 1988 by the fast algorithm of Sun and Xu 2014. */
export function delongVariance(scores: readonly number[], positives: readonly boolean[]): number {
  return areaVariance(rankScores(scores, positives));
}

/** `estimateArea` for cases that have their area. */
export function estimateAuc(
  scores: readonly number[],
  positives: readonly boolean[],
  patients: readonly string[],
  random: Random,
): Estimate {
  const area = scores.some(Number.isNaN) ? null : estimateArea(scores, positives, drawResamples(patients, random));
  if (area === null) throw new Error('The area under the curve needs scores with and without the label');
  return area;
}

/** The label of a case by its place; all that it has where labels may be there together. */
export type Truth = number | readonly number[];

export const hasLabel = (truth: Truth, label: number): boolean =>
  typeof truth === 'number' ? truth === label : truth.includes(label);

/** The mean over the labels of each one's area against the rest; labels that no case has are left out. */
export function macroAuc(probabilities: readonly (readonly number[])[], labels: readonly Truth[]): number {
  const areas = [...new Set(labels.flat())].map((label) =>
    areaUnderCurve(
      probabilities.map((row) => row[label]!),
      labels.map((truth) => hasLabel(truth, label)),
    ),
  );
  return areas.reduce((a, b) => a + b, 0) / areas.length;
}

/** The same with its 95 % interval over patients: see `estimateMeanArea`. */
export function estimateMacroAuc(
  probabilities: readonly (readonly number[])[],
  labels: readonly Truth[],
  patients: readonly string[],
  random: Random,
): Estimate {
  const rankings = [...new Set(labels.flat())].map((label) =>
    rankScores(
      probabilities.map((row) => row[label]!),
      labels.map((truth) => hasLabel(truth, label)),
    ),
  );
  const area = estimateMeanArea(rankings, drawResamples(patients, random, 300));
  if (area === null) throw new Error('The mean area needs cases with and without each label');
  return area;
}

/** Sensitivity and specificity at a threshold, with intervals over patients; the same seed gives the same ones. */
export function measureOperatingPoint(
  point: { readonly label: string; readonly threshold: number; readonly rule: string },
  probabilities: readonly number[],
  positives: readonly boolean[],
  { patients, random }: { readonly patients: readonly string[]; readonly random: Random },
): MeasuredPoint {
  const rateOf = (isPositive: boolean): Estimate => {
    const cases = [...positives.keys()].filter((i) => positives[i] === isPositive);
    return estimateRate(
      cases.map((i) => probabilities[i]! >= point.threshold === isPositive),
      cases.map((i) => patients[i]!),
      random.fork(`${point.label} ${point.rule} ${isPositive}`),
    );
  };
  return { ...point, sensitivity: rateOf(true), specificity: rateOf(false) };
}

/**
 * The highest threshold at which at least the given share of the positives is called positive. It lies halfway
 * down to the next lower probability, so that no rounding on another processor tips the case that decided it.
 */
export function thresholdForSensitivity(
  sensitivity: number,
  probabilities: readonly number[],
  positives: readonly boolean[],
): number {
  const found = probabilities.filter((_, i) => positives[i]).sort((a, b) => b - a);
  if (found.length === 0) throw new Error('A sensitivity needs cases with the label');
  const needed = Math.max(1, Math.ceil(sensitivity * found.length - 1e-9));
  const last = found[needed - 1]!;
  const lower = probabilities.reduce((most, value) => (value < last ? Math.max(most, value) : most), 0);
  return (last + lower) / 2;
}

/** For each case, whether its likeliest label is the true one. */
function areRight(probabilities: readonly (readonly number[])[], labels: readonly number[]): boolean[] {
  return probabilities.map((row, i) => row.indexOf(Math.max(...row)) === labels[i]);
}

/** The share of cases whose likeliest label is the true one. */
export function accuracy(probabilities: readonly (readonly number[])[], labels: readonly number[]): number {
  return areRight(probabilities, labels).filter(Boolean).length / labels.length;
}

/** The same with its interval over patients. */
export function estimateAccuracy(
  probabilities: readonly (readonly number[])[],
  labels: readonly number[],
  patients: readonly string[],
  random: Random,
): Estimate {
  return estimateRate(areRight(probabilities, labels), patients, random);
}
