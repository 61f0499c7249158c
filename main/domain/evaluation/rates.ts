/** Rates of one label against the rest at a threshold: a case is called positive from it upwards. */
import type { Estimate } from '../statistics/estimate.ts';
import { rateOver } from '../statistics/estimate-rate.ts';
import type { BinaryCounts, BinaryRates, PredictiveValues } from './report.ts';
import type { Resamples } from '../statistics/resamples.ts';

/** One label against the rest: one probability and one truth a case, in the order of the resamples' cases. */
export interface BinaryScores {
  readonly probabilities: readonly number[];
  readonly positives: readonly boolean[];
}

function countCalls({ probabilities, positives }: BinaryScores, threshold: number): BinaryCounts {
  const counts = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  for (let i = 0; i < positives.length; i++) {
    const isCalled = probabilities[i]! >= threshold;
    if (positives[i]!) counts[isCalled ? 'truePositives' : 'falseNegatives']++;
    else counts[isCalled ? 'falsePositives' : 'trueNegatives']++;
  }
  return counts;
}

/** All rates at the threshold; a null where there is nothing to divide by. */
export function ratesAt(
  cases: BinaryScores,
  threshold: number,
  resamples: Resamples,
  prevalence: number | null = null,
): BinaryRates {
  const { probabilities, positives } = cases;
  const counts = countCalls(cases, threshold);
  const isPositive = (i: number): boolean => positives[i]!;
  const isCalled = (i: number): boolean => probabilities[i]! >= threshold;
  const not = (is: (i: number) => boolean) => (i: number) => !is(i);
  const isRight = (i: number): boolean => isPositive(i) === isCalled(i);
  const sensitivity = rateOver(resamples, isPositive, isCalled);
  const specificity = rateOver(resamples, not(isPositive), not(isCalled));
  const jaccard = rateOver(
    resamples,
    (i) => isPositive(i) || isCalled(i),
    (i) => isPositive(i) && isCalled(i),
  );
  return {
    counts,
    accuracy: rateOver(resamples, () => true, isRight),
    balancedAccuracy: combine(sensitivity, specificity, (sens, spec) => (sens + spec) / 2, [0, 1]),
    sensitivity,
    specificity,
    positivePredictiveValue: rateOver(resamples, isCalled, isPositive),
    negativePredictiveValue: rateOver(resamples, not(isCalled), not(isPositive)),
    f1: f1OfJaccard(jaccard),
    matthews: matthewsOf(counts, sensitivity, specificity),
    atPrevalence: prevalence === null ? null : predictiveValues(prevalence, sensitivity, specificity),
  };
}

/** Jaccard's index J is a share of cases (those that are and were called, of those that are or were): F1 is 2J / (1 + J). */
export function f1OfJaccard(jaccard: Estimate | null): Estimate | null {
  if (jaccard === null) return null;
  const f1Of = (share: number): number => (2 * share) / (1 + share);
  const [low, high] = jaccard.interval95;
  return { value: f1Of(jaccard.value), interval95: [f1Of(low), f1Of(high)], n: jaccard.n };
}

/**
 * A function of sensitivity and specificity that rises with both, and its interval by recovering the variances from
 * theirs (Zou and Donner 2008): they rest on different cases. It is not symmetric, and does not shrink to nothing where
 * no error was seen. Where an end of theirs leaves the function undefined, its own end may be anywhere.
 */
function combine(
  sensitivity: Estimate | null,
  specificity: Estimate | null,
  of: (sensitivity: number, specificity: number) => number,
  range: readonly [least: number, most: number],
): Estimate | null {
  if (sensitivity === null || specificity === null) return null;
  const [sens, spec] = [sensitivity.value, specificity.value];
  const value = of(sens, spec);
  if (Number.isNaN(value)) return null;
  const end = (side: 0 | 1): number => {
    const ends = [of(sensitivity.interval95[side], spec), of(sens, specificity.interval95[side])];
    return Math.hypot(...ends.map((each) => value - (Number.isNaN(each) ? range[side] : each)));
  };
  const interval95: [number, number] = [Math.max(range[0], value - end(0)), Math.min(range[1], value + end(1))];
  return { value, interval95, n: sensitivity.n + specificity.n };
}

/** Matthews 1975, at the share of positives that the cases have. 0 where all are called alike, as scikit-learn says. */
function matthewsOf(
  { truePositives, falseNegatives, falsePositives, trueNegatives }: BinaryCounts,
  sensitivity: Estimate | null,
  specificity: Estimate | null,
): Estimate | null {
  const share = (truePositives + falseNegatives) / (truePositives + falseNegatives + falsePositives + trueNegatives);
  const of = (sens: number, spec: number): number => {
    const called = sens * share + (1 - spec) * (1 - share);
    if (called <= 0 || called >= 1) return 0;
    return (sens + spec - 1) * Math.sqrt((share * (1 - share)) / (called * (1 - called)));
  };
  return combine(sensitivity, specificity, of, [-1, 1]);
}

/** The predictive values of a call where the disease is as frequent as stated, by Bayes' rule. */
export function predictiveValues(
  prevalence: number,
  sensitivity: Estimate | null,
  specificity: Estimate | null,
): PredictiveValues {
  const positive = (sens: number, spec: number): number =>
    (sens * prevalence) / (sens * prevalence + (1 - spec) * (1 - prevalence));
  const negative = (sens: number, spec: number): number =>
    (spec * (1 - prevalence)) / (spec * (1 - prevalence) + (1 - sens) * prevalence);
  return {
    prevalence,
    positivePredictiveValue: combine(sensitivity, specificity, positive, [0, 1]),
    negativePredictiveValue: combine(sensitivity, specificity, negative, [0, 1]),
  };
}
