/** Several models' probabilities of one label made into one. */
import { sigmoid } from '../statistics/activation.ts';
import { fitLogistic, logitOf } from '../statistics/logistic-regression.ts';
import type { EnsembleKind } from './comparison-report.ts';
import { foldsByPatient } from '../evaluation/folds.ts';
import { binaryLosses } from '../evaluation/reliability.ts';

export interface Ensemble {
  readonly probabilities: readonly number[];
  /** One weight a member; where they were fitted, the mean over the folds. */
  readonly weights: readonly number[];
}

const FOLDS = 5;

/** The fewest patients that each kind needs: one a fold, so that there are others to fit on. */
export const leastPatients: Readonly<Record<EnsembleKind, number>> = { mean: 1, weighted: FOLDS, stacking: FOLDS };

/** @param members the calibrated probabilities of each, over the same cases, of at least `leastPatients`. */
export function combine(
  kind: EnsembleKind,
  members: readonly (readonly number[])[],
  positives: readonly boolean[],
  patients: readonly string[],
): Ensemble {
  if (kind === 'mean') {
    const weights = members.map(() => 1 / members.length);
    return { weights, probabilities: positives.map((_, i) => weightedMean(members, weights, i)) };
  }
  const folds = foldsByPatient(patients, FOLDS);
  const fits = Array.from({ length: FOLDS }, (_, fold) => {
    const others = [...folds.keys()].filter((i) => folds[i] !== fold);
    return kind === 'weighted' ? fitWeights(members, positives, others) : fitStacking(members, positives, others);
  });
  return {
    probabilities: folds.map((fold, i) => fits[fold]!.predict(i)),
    weights: members.map((_, member) => fits.reduce((sum, { weights }) => sum + weights[member]!, 0) / FOLDS),
  };
}

interface Fit {
  readonly weights: readonly number[];
  readonly predict: (index: number) => number;
}

const weightedMean = (members: readonly (readonly number[])[], weights: readonly number[], i: number): number =>
  members.reduce((sum, member, k) => sum + weights[k]! * member[i]!, 0);

function fitWeights(
  members: readonly (readonly number[])[],
  positives: readonly boolean[],
  on: readonly number[],
): Fit {
  const chosen = on.map((i) => positives[i]!);
  const worth = members.map((member) => {
    const losses = binaryLosses({ probabilities: on.map((i) => member[i]!), positives: chosen });
    // A member without any loss would take all the weight: a thousandth of a nat is far below what cases can tell.
    return 1 / Math.max(1e-3, losses.reduce((a, b) => a + b, 0) / losses.length);
  });
  const sum = worth.reduce((a, b) => a + b, 0);
  const weights = worth.map((value) => value / sum);
  return { weights, predict: (i) => weightedMean(members, weights, i) };
}

/** The coefficients are told as of log-odds, not of the standardised ones that they were fitted to. */
function fitStacking(
  members: readonly (readonly number[])[],
  positives: readonly boolean[],
  on: readonly number[],
): Fit {
  const rowOf = (i: number): Float64Array => Float64Array.from(members, (member) => logOdds(member[i]!));
  const model = fitLogistic(
    on.map(rowOf),
    on.map((i) => positives[i]!),
    1,
  );
  const weights = Array.from(model.weights, (weight, i) => weight / model.deviation[i]!);
  return { weights, predict: (i) => sigmoid(logitOf(model, rowOf(i))) };
}

/** Kept within ±16, where the rounding of a probability begins to matter. */
function logOdds(probability: number): number {
  const kept = Math.min(1 - 1e-7, Math.max(1e-7, probability));
  return Math.log(kept / (1 - kept));
}
