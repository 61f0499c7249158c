/** Measures of a model's logits on validation cases. */
import {
  brierScore,
  expectedCalibrationError,
  fitTemperature,
  negativeLogLikelihood,
} from '../../../domain/evaluation/calibration.ts';
import { eachLabelApart } from '../../../domain/evaluation/scored-entries.ts';
import {
  accuracy,
  estimateAccuracy,
  estimateAuc,
  estimateMacroAuc,
  hasLabel,
  measureOperatingPoint,
  thresholdForSensitivity,
} from '../../../domain/evaluation/metrics.ts';
import type { Truth } from '../../../domain/evaluation/metrics.ts';
import type { MeasuredPoint, ModelCard } from '../../../domain/models/model-card.ts';
import { activate } from '../../../domain/statistics/activation.ts';
import type { Estimate } from '../../../domain/statistics/estimate.ts';
import type { Random } from '../../../domain/statistics/random.ts';
import type { EpochRecord } from '../../../domain/training/training.ts';
import type { LabelledImage } from '../batches/make-batch.ts';
import { DivergedError } from '../task/training-errors.ts';

/** Cases with what the model says of them. */
export interface ScoredCases {
  /** One row a case, averaged over the views. */
  readonly logits: readonly (readonly number[])[];
  readonly labels: readonly Truth[];
  readonly patients: readonly string[];
}

/** Each with one label. */
interface SingledCases extends ScoredCases {
  readonly labels: readonly number[];
}

const isSingle = (cases: ScoredCases): cases is SingledCases =>
  cases.labels.every((truth) => typeof truth === 'number');

/** For measures of labels that exclude each other: where they do not, each is a case of its own, absent or there. */
function singled(scored: ScoredCases): SingledCases {
  return isSingle(scored) ? scored : eachLabelApart(scored.logits, scored.labels, scored.patients);
}

/** One row a case. */
function probabilitiesOf(scored: ScoredCases, temperature = 1): readonly (readonly number[])[] {
  const activation = isSingle(scored) ? 'softmax' : 'sigmoid';
  return scored.logits.map((row) => activate(row, activation, temperature));
}

/** @throws DivergedError when a logit is not finite. */
export function scoredCases(logits: ScoredCases['logits'], cases: readonly LabelledImage[]): ScoredCases {
  if (!logits.flat().every(Number.isFinite)) throw new DivergedError();
  return { logits, labels: cases.map(({ label }) => label), patients: cases.map(({ patient }) => patient) };
}

/** All cases of both. */
export function together(some: ScoredCases, others: ScoredCases): ScoredCases {
  return {
    logits: [...some.logits, ...others.logits],
    labels: [...some.labels, ...others.labels],
    patients: [...some.patients, ...others.patients],
  };
}

/**
 * The measures that decide which epoch is the best, before calibration. `random` draws for the interval where patients
 * repeat.
 */
export function judge(
  scored: ScoredCases,
  random: Random,
): Pick<EpochRecord, 'validationLoss' | 'auc' | 'aucInterval95' | 'validationImages' | 'accuracy'> {
  const single = singled(scored);
  const { value, interval95, n } = estimateArea(probabilitiesOf(scored), scored, random);
  return {
    validationLoss: negativeLogLikelihood(single.logits, single.labels),
    auc: value,
    aucInterval95: interval95,
    validationImages: n,
    accuracy: accuracy(probabilitiesOf(single), single.labels),
  };
}

const isOfTwo = (scored: ScoredCases): scored is SingledCases => scored.logits[0]!.length === 2 && isSingle(scored);

/** The area under the curve of the second of two labels; the macro mean over more, or where they don't exclude. */
function estimateArea(probabilities: readonly (readonly number[])[], scored: ScoredCases, random: Random): Estimate {
  const { labels, patients } = scored;
  if (!isOfTwo(scored)) return estimateMacroAuc(probabilities, labels, patients, random);
  return estimateAuc(
    probabilities.map((row) => row[1]!),
    scored.labels.map((label) => label === 1),
    patients,
    random,
  );
}

export interface Calibrated {
  readonly temperature: number;
  /** The rule in use first, then 0.5, for each label that is a finding. */
  readonly operatingPoints: readonly MeasuredPoint[];
}

export interface CalibrationOptions {
  readonly labels: readonly string[];
  readonly findings: readonly string[];
  readonly sensitivity: number;
  /** A name for the cases, as a plural. */
  readonly cases: string;
  readonly random: Random;
}

/** Temperature and operating points, chosen on the given cases. */
export function calibrate(scored: ScoredCases, options: CalibrationOptions): Calibrated {
  const single = singled(scored);
  const temperature = fitTemperature(single.logits, single.labels);
  const probabilities = probabilitiesOf(scored, temperature);
  const { patients } = scored;
  const percent = `${Math.round(options.sensitivity * 100)} %`;
  const operatingPoints = options.findings.flatMap((label) => {
    const index = options.labels.indexOf(label);
    const [scores, positives] = [
      probabilities.map((row) => row[index]!),
      scored.labels.map((truth) => hasLabel(truth, index)),
    ];
    const threshold = thresholdForSensitivity(options.sensitivity, scores, positives);
    return [
      { label, threshold, rule: `${percent} sensitivity on ${options.cases}` },
      { label, threshold: 0.5, rule: 'calibrated probability of one half' },
    ].map((point) => measureOperatingPoint(point, scores, positives, { patients, random: options.random }));
  });
  return { temperature, operatingPoints };
}

export interface ValidationMeasures {
  readonly metrics: ModelCard['metrics'][number];
  readonly brierScore: number;
  readonly negativeLogLikelihood: number;
}

/** A data set's validation cases under a calibration that was fixed before. */
export function evaluate(
  dataset: string,
  scored: ScoredCases,
  { temperature, operatingPoints }: Calibrated,
  options: { readonly labels: readonly string[]; readonly random: Random },
): ValidationMeasures {
  const probabilities = probabilitiesOf(scored, temperature);
  const single = singled(scored);
  const ofSingle = probabilitiesOf(single, temperature);
  const atThreshold = operatingPoints.map(({ label, threshold, rule }) => {
    const index = options.labels.indexOf(label);
    return measureOperatingPoint(
      { label, threshold, rule },
      probabilities.map((row) => row[index]!),
      scored.labels.map((truth) => hasLabel(truth, index)),
      { patients: scored.patients, random: options.random },
    );
  });
  return {
    metrics: {
      dataset,
      split: 'val',
      auc: estimateArea(probabilities, scored, options.random),
      accuracy: estimateAccuracy(ofSingle, single.labels, single.patients, options.random.fork('accuracy')),
      expectedCalibrationError: expectedCalibrationError(ofSingle, single.labels),
      atThreshold,
    },
    brierScore: brierScore(ofSingle, single.labels),
    negativeLogLikelihood: negativeLogLikelihood(single.logits, single.labels, temperature),
  };
}
