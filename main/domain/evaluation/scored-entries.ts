/** The cases of an evaluation with what a model says of them, and what its probabilities are worth as such. */
import { meanOver } from '../statistics/estimate-mean.ts';
import {
  binGaps,
  brierDistances,
  calibrationError,
  fitTemperature,
  likelihoodLosses,
  likeliest,
} from './calibration.ts';
import { hasLabel, type Truth } from './metrics.ts';
import { activate, softmax } from '../statistics/activation.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { foldsByPatient } from './folds.ts';
import type { OverallCalibration, TemperatureFit } from './report.ts';
import { percentileInterval, resampled, type Resamples } from '../statistics/resamples.ts';

export interface ScoredEntries {
  /** The model's labels, in the order of the logits. */
  readonly labels: readonly string[];
  /** Whether labels exclude each other (softmax) or may be there together (sigmoid). */
  readonly isExclusive: boolean;
  /** One row a case, before calibration. */
  readonly logits: readonly (readonly number[])[];
  /** The card's temperature. */
  readonly temperature: number;
  /** An empty list for a case that has none of the model's labels. */
  readonly truths: readonly Truth[];
  /** One name a case. */
  readonly patients: readonly string[];
}

export function probabilitiesOf({ logits, isExclusive, temperature }: ScoredEntries): readonly (readonly number[])[] {
  return logits.map((row) => activate(row, isExclusive ? 'softmax' : 'sigmoid', temperature));
}

/** Decisions between labels that exclude each other: of a case, or, where labels don't, one of each label. */
export interface Decisions {
  readonly logits: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly patients: readonly string[];
}

/** Null where labels exclude each other and a case has none, or several. */
export function decisionsOf({ isExclusive, logits, truths, patients }: ScoredEntries): Decisions | null {
  if (isExclusive) {
    const labels = truths.filter((truth) => typeof truth === 'number');
    return labels.length === truths.length ? { logits, labels, patients } : null;
  }
  return eachLabelApart(logits, truths, patients);
}

/** For labels that may be there together: each one of a case is a decision of its own, absent or there. */
export function eachLabelApart(
  logits: readonly (readonly number[])[],
  truths: readonly Truth[],
  patients: readonly string[],
): Decisions {
  return {
    logits: logits.flatMap((row) => row.map((logit) => [0, logit])),
    labels: logits.flatMap((row, i) => row.map((_, label) => Number(hasLabel(truths[i]!, label)))),
    patients: logits.flatMap((row, i) => row.map(() => patients[i]!)),
  };
}

/** The calibration error of the probability that an outcome (0 or 1) has; its interval is over resampled patients. */
export function estimateCalibrationError(
  probabilities: readonly number[],
  outcomes: readonly number[],
  bins: number,
  resamples: Resamples,
): Estimate {
  const binned = binGaps(probabilities, outcomes, bins);
  const values = resampled(resamples, (weights) => calibrationError(binned, weights));
  const value = calibrationError(binned);
  return { value, interval95: percentileInterval(values) ?? [value, value], n: probabilities.length };
}

/** @param temperatures one for all decisions, or one a decision. */
export function overallCalibration(
  { logits, labels }: Decisions,
  temperatures: number | readonly number[],
  resamples: Resamples,
): OverallCalibration {
  const scaled =
    typeof temperatures === 'number'
      ? logits.map((row) => row.map((logit) => logit / temperatures))
      : logits.map((row, i) => row.map((logit) => logit / temperatures[i]!));
  const probabilities = scaled.map((row) => softmax(row));
  const { confidences, hits } = likeliest(probabilities, labels);
  return {
    expectedCalibrationError: estimateCalibrationError(confidences, hits, 15, resamples),
    brier: meanOver(brierDistances(probabilities, labels), resamples),
    negativeLogLikelihood: meanOver(likelihoodLosses(scaled, labels), resamples),
  };
}

const FOLDS = 5;

/** See `TemperatureFit`. */
export function fitAnotherTemperature(decisions: Decisions, used: number, resamples: Resamples): TemperatureFit {
  const { logits, labels, patients } = decisions;
  const fitOn = (isUsed: (i: number) => boolean): number => {
    const places = [...labels.keys()].filter(isUsed);
    return fitTemperature(
      places.map((i) => logits[i]!),
      places.map((i) => labels[i]!),
    );
  };
  const fitted = fitOn(() => true);
  if (resamples.patients < 2 * FOLDS) return { used, fitted, crossFitted: null };
  const folds = foldsByPatient(patients, FOLDS);
  const perFold = Array.from({ length: FOLDS }, (_, fold) => fitOn((i) => folds[i] !== fold));
  const temperatures = folds.map((fold) => perFold[fold]!);
  return { used, fitted, crossFitted: overallCalibration(decisions, temperatures, resamples) };
}
