/** How much worse than another model one may be, at worst: docs/laboratory/promotion.md. */
import { testAreas } from './paired-areas.ts';
import { rankScores } from '../evaluation/ranking.ts';
import { percentileInterval, resampledRatio, type Resamples } from '../statistics/resamples.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { exactLowOfAll, wilson } from '../statistics/statistics.ts';

export interface PairedScores {
  /** The two models' probabilities, one a case. */
  readonly candidate: readonly number[];
  readonly current: readonly number[];
  readonly positives: readonly boolean[];
}

/**
 * AUC of the candidate less that of the current model, by DeLong's test for the same cases (Obuchowski's for several
 * images a patient). A difference near nothing has a variance near nothing; its interval reaches at least as far as the
 * exact limit of as many pairs of patients without any difference leaves open. Null without cases of both kinds.
 */
export function areaDifference({ candidate, current, positives }: PairedScores, resamples: Resamples): Estimate | null {
  const test = testAreas(rankScores(candidate, positives), rankScores(current, positives), resamples);
  if (test === null) return null;
  const patientsWith = (kind: boolean): number =>
    new Set(resamples.patientOf.filter((_, i) => positives[i] === kind)).size;
  const limit = 1 - exactLowOfAll(Math.min(patientsWith(true), patientsWith(false)));
  const { value, interval95, n } = test.difference;
  if (Math.abs(value) > limit) return test.difference;
  return { value, interval95: [Math.min(interval95[0], -limit), Math.max(interval95[1], limit)], n };
}

/** Counts of the cases with the finding, by which of the two models found them. */
export interface PairedCalls {
  readonly both: number;
  readonly onlyCandidate: number;
  readonly onlyCurrent: number;
  readonly neither: number;
}

/**
 * Difference of two rates over the same cases with its 95 % interval: Newcombe 1998 (Statistics in Medicine 17:2635,
 * method 10), from Wilson's intervals and the correlation between the two.
 */
export function newcombe({ both, onlyCandidate, onlyCurrent, neither }: PairedCalls): Estimate {
  const n = both + onlyCandidate + onlyCurrent + neither;
  const [one, other] = [both + onlyCandidate, both + onlyCurrent];
  const [a, b] = [wilson(one, n), wilson(other, n)];
  const product = one * (n - one) * other * (n - other);
  const plain = both * neither - onlyCandidate * onlyCurrent;
  const corrected = plain > n / 2 ? plain - n / 2 : Math.min(plain, 0);
  const correlation = product === 0 ? 0 : corrected / Math.sqrt(product);
  const spread = (left: number, right: number): number =>
    Math.sqrt(Math.max(0, left ** 2 - 2 * correlation * left * right + right ** 2));
  const value = a.value - b.value;
  return {
    value,
    interval95: [
      value - spread(a.value - a.interval95[0], b.interval95[1] - b.value),
      value + spread(a.interval95[1] - a.value, b.value - b.interval95[0]),
    ],
    n,
  };
}

/**
 * Sensitivity of the candidate's calls less that of the current model's, over the cases with the finding. Where
 * patients have several of them, as of that many patients, and at least as wide as over resampled patients. Null
 * without such cases.
 */
export function sensitivityDifference(
  candidateCalls: readonly boolean[],
  currentCalls: readonly boolean[],
  positives: readonly boolean[],
  resamples: Resamples,
): Estimate | null {
  const found = [...positives.keys()].filter((i) => positives[i]);
  if (found.length === 0) return null;
  const count = (byCandidate: boolean, byCurrent: boolean): number =>
    found.filter((i) => candidateCalls[i] === byCandidate && currentCalls[i] === byCurrent).length;
  const patients = new Set(found.map((i) => resamples.patientOf[i]!)).size;
  const share = patients / found.length;
  const independent = newcombe({
    both: share * count(true, true),
    onlyCandidate: share * count(true, false),
    onlyCurrent: share * count(false, true),
    neither: share * count(false, false),
  });
  const differences = positives.map((isPositive, i) =>
    isPositive ? Number(candidateCalls[i]) - Number(currentCalls[i]) : 0,
  );
  const drawn = share === 1 ? null : percentileInterval(resampledRatio(resamples, differences, positives.map(Number)));
  const [low, high] = independent.interval95;
  return {
    value: independent.value,
    interval95: drawn === null ? [low, high] : [Math.min(low, drawn[0]), Math.max(high, drawn[1])],
    n: found.length,
  };
}
