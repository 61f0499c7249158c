/**
 * Measures of a classifier. Scores and probabilities of the positive label in the order of the cases;
 * `positives` says which cases truly have it. A case is called positive from the threshold upwards.
 */
import type { Estimate, MeasuredPoint } from './model-card.ts';
import type { Random } from './random.ts';
import { bootstrapInterval, estimateRate, exactLowOfAll, normalQuantile } from './statistics.ts';

/** Ranks from 1, tied values sharing the mean of theirs. */
function midranks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/**
 * Area under the ROC curve as the Mann–Whitney statistic, ties counting half; NaN unless both labels occur and each
 * score is a number.
 */
export function areaUnderCurve(scores: readonly number[], positives: readonly boolean[]): number {
  const m = positives.filter(Boolean).length;
  const n = positives.length - m;
  if (m === 0 || n === 0 || scores.some(Number.isNaN)) return Number.NaN;
  const ranks = midranks(scores);
  const sum = positives.reduce((total, positive, i) => (positive ? total + ranks[i]! : total), 0);
  return (sum - (m * (m + 1)) / 2) / (m * n);
}

/** Variance of the area for independent cases: DeLong 1988 by the fast algorithm of Sun and Xu 2014. */
export function delongVariance(scores: readonly number[], positives: readonly boolean[]): number {
  const ranks = midranks(scores);
  const spread = (isPositive: boolean): number => {
    const cases = [...scores.keys()].filter((i) => positives[i] === isPositive);
    const ownRanks = midranks(cases.map((i) => scores[i]!));
    const others = scores.length - cases.length;
    const placements = cases.map((i, k) => (ranks[i]! - ownRanks[k]!) / others);
    return variance(placements) / cases.length;
  };
  return spread(true) + spread(false);
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((total, value) => total + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
}

/**
 * The area with its 95 % interval: DeLong's when each case is a patient of its own, else a bootstrap over
 * patients, because the images of a patient are not independent and DeLong's interval would be too narrow.
 * Either is widened by `widenToPatients`.
 */
export function estimateAuc(
  scores: readonly number[],
  positives: readonly boolean[],
  patients: readonly string[],
  random: Random,
): Estimate {
  const value = areaUnderCurve(scores, positives);
  const n = scores.length;
  if (Number.isNaN(value)) throw new Error('The area under the curve needs scores with and without the label');
  const pairs = disjointPairs(positives, patients);
  if (new Set(patients).size === n) {
    const half = normalQuantile(0.975) * Math.sqrt(delongVariance(scores, positives));
    return { value, interval95: widenToPatients([Math.max(0, value - half), Math.min(1, value + half)], pairs), n };
  }
  const areaOf = (cases: readonly number[]): number =>
    areaUnderCurve(
      cases.map((i) => scores[i]!),
      cases.map((i) => positives[i]!),
    );
  return { value, interval95: widenToPatients(bootstrapInterval(patients, areaOf, random), pairs), n };
}

/** The most pairs of a positive and a negative case that can be formed with no patient in two of them. */
function disjointPairs(positives: readonly boolean[], patients: readonly string[]): number {
  const patientsWith = (isPositive: boolean): number =>
    new Set(patients.filter((_, i) => positives[i] === isPositive)).size;
  return Math.min(patientsWith(true), patientsWith(false), Math.floor(new Set(patients).size / 2));
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

/**
 * The same with its 95 % interval: a bootstrap over patients, widened as that of the label with the fewest, for a
 * mean is no higher than A only when one of its areas is.
 */
export function estimateMacroAuc(
  probabilities: readonly (readonly number[])[],
  labels: readonly Truth[],
  patients: readonly string[],
  random: Random,
): Estimate {
  const areaOf = (cases: readonly number[]): number =>
    macroAuc(
      cases.map((i) => probabilities[i]!),
      cases.map((i) => labels[i]!),
    );
  const pairs = [...new Set(labels.flat())].map((label) =>
    disjointPairs(
      labels.map((truth) => hasLabel(truth, label)),
      patients,
    ),
  );
  const interval95 = widenToPatients(bootstrapInterval(patients, areaOf, random, 300), Math.min(...pairs));
  return { value: macroAuc(probabilities, labels), interval95, n: labels.length };
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
