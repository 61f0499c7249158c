/** What a model's logits on validation cases are worth. */
import {
  brierScore,
  expectedCalibrationError,
  fitTemperature,
  negativeLogLikelihood,
  softmax,
} from '../../domain/calibration.ts';
import {
  accuracy,
  areaUnderCurve,
  estimateAccuracy,
  estimateAuc,
  estimateMacroAuc,
  macroAuc,
  measureOperatingPoint,
  thresholdForSensitivity,
} from '../../domain/metrics.ts';
import type { Estimate, MeasuredPoint, ModelCard, Preprocessing } from '../../domain/model-card.ts';
import type { Random } from '../../domain/random.ts';
import { float32 } from '../../domain/tensor.ts';
import type { EngineSession } from '../../runtime/engine.ts';
import { toInput } from '../../imaging/preprocess.ts';
import type { LabelledImage } from './make-batch.ts';
import { DivergedError } from './training-errors.ts';

/** Cases with what the model says of them. */
export interface ScoredCases {
  /** One row a case, averaged over the views. */
  readonly logits: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly patients: readonly string[];
}

/** Images of all views that go through the model at once. */
const BATCH = 32;

/**
 * Runs the inference graph (input `image`, output `logits`) over the images with all views of the spec.
 * @throws DivergedError when a logit is not finite: a ranking of such scores would mean nothing.
 */
export async function scoreCases(
  session: EngineSession,
  cases: readonly LabelledImage[],
  spec: Preprocessing,
  signal?: AbortSignal,
): Promise<ScoredCases> {
  const views = spec.views.length;
  const perRun = Math.max(1, Math.floor(BATCH / views));
  const logits: number[][] = [];
  for (let start = 0; start < cases.length; start += perRun) {
    signal?.throwIfAborted();
    const inputs = cases.slice(start, start + perRun).map(({ image }) => toInput(image, spec).data as Float32Array);
    const size = inputs[0]!.length;
    const values = new Float32Array(inputs.length * size);
    inputs.forEach((input, i) => values.set(input, i * size));
    const dims = [inputs.length * views, spec.channels, spec.height, spec.width];
    const { logits: output } = await session.run({ image: float32(dims, values) }, ['logits']);
    logits.push(...meanOverViews(output!.data as Float32Array, output!.dims[1]!, views));
  }
  return scoredCases(logits, cases);
}

/** @throws DivergedError when a logit is not finite. */
export function scoredCases(logits: ScoredCases['logits'], cases: readonly LabelledImage[]): ScoredCases {
  if (!logits.flat().every(Number.isFinite)) throw new DivergedError();
  return { logits, labels: cases.map(({ label }) => label), patients: cases.map(({ patient }) => patient) };
}

/** What decides which epoch is the best, before calibration. */
export function judge({ logits, labels }: ScoredCases): { validationLoss: number; auc: number; accuracy: number } {
  const probabilities = logits.map((row) => softmax(row));
  return {
    validationLoss: negativeLogLikelihood(logits, labels),
    auc: areaOf(probabilities, labels),
    accuracy: accuracy(probabilities, labels),
  };
}

function meanOverViews(values: Float32Array, labels: number, views: number): number[][] {
  const cases = values.length / (labels * views);
  return Array.from({ length: cases }, (_, i) =>
    Array.from({ length: labels }, (_unused, label) => {
      let sum = 0;
      for (let view = 0; view < views; view++) sum += values[(i * views + view) * labels + label]!;
      return sum / views;
    }),
  );
}

/** The area under the curve of the second of two labels; the macro mean over more. */
function areaOf(probabilities: readonly (readonly number[])[], labels: readonly number[]): number {
  if (probabilities[0]!.length > 2) return macroAuc(probabilities, labels);
  return areaUnderCurve(
    probabilities.map((row) => row[1]!),
    labels.map((label) => label === 1),
  );
}

function estimateArea(
  probabilities: readonly (readonly number[])[],
  { labels, patients }: ScoredCases,
  random: Random,
): Estimate {
  if (probabilities[0]!.length > 2) return estimateMacroAuc(probabilities, labels, patients, random);
  return estimateAuc(
    probabilities.map((row) => row[1]!),
    labels.map((label) => label === 1),
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
  /** What the cases are, as a plural. */
  readonly cases: string;
  readonly random: Random;
}

/** Temperature and operating points, chosen on the given cases. */
export function calibrate(scored: ScoredCases, options: CalibrationOptions): Calibrated {
  const temperature = fitTemperature(scored.logits, scored.labels);
  const probabilities = scored.logits.map((row) => softmax(row, temperature));
  const { patients } = scored;
  const percent = `${Math.round(options.sensitivity * 100)} %`;
  const operatingPoints = options.findings.flatMap((label) => {
    const index = options.labels.indexOf(label);
    const [scores, positives] = [
      probabilities.map((row) => row[index]!),
      scored.labels.map((truth) => truth === index),
    ];
    const threshold = thresholdForSensitivity(options.sensitivity, scores, positives);
    return [
      { label, threshold, rule: `${percent} sensitivity on ${options.cases}` },
      { label, threshold: 0.5, rule: 'calibrated probability of one half' },
    ].map((point) => measureOperatingPoint(point, scores, positives, { patients, random: options.random }));
  });
  return { temperature, operatingPoints };
}

export interface Evaluation {
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
): Evaluation {
  const probabilities = scored.logits.map((row) => softmax(row, temperature));
  const atThreshold = operatingPoints.map(({ label, threshold, rule }) => {
    const index = options.labels.indexOf(label);
    return measureOperatingPoint(
      { label, threshold, rule },
      probabilities.map((row) => row[index]!),
      scored.labels.map((truth) => truth === index),
      { patients: scored.patients, random: options.random },
    );
  });
  return {
    metrics: {
      dataset,
      split: 'val',
      auc: estimateArea(probabilities, scored, options.random),
      accuracy: estimateAccuracy(probabilities, scored.labels, scored.patients, options.random.fork('accuracy')),
      expectedCalibrationError: expectedCalibrationError(probabilities, scored.labels),
      atThreshold,
    },
    brierScore: brierScore(probabilities, scored.labels),
    negativeLogLikelihood: negativeLogLikelihood(scored.logits, scored.labels, temperature),
  };
}
