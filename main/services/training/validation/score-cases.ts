/** Logits of a network in training for validation cases. */
import type { Preprocessing } from '../../../domain/models/model-card.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { toInput } from '../../../imaging/preprocessing/preprocess.ts';
import { EngineStoppedError } from '../../../runtime/engine.ts';
import type { Answer, AskedImage, Predictor } from '../../inference/predictor.ts';
import { meanOfRows } from '../../inference/rows.ts';
import type { Subject } from '../../inference/subject.ts';
import type { LabelledImage } from '../batches/make-batch.ts';
import { scoredCases, type ScoredCases } from './evaluate.ts';

/** Rows that are made, and then asked for, at a time: all views of all cases would fill the memory. */
export const ROWS_AT_ONCE = 32;

/**
 * The cases with all views of the spec.
 * @throws DivergedError when a logit is not finite, for a ranking of such scores would mean nothing; EngineStoppedError;
 * the signal's reason.
 */
export async function scoreCases(
  predictor: Predictor,
  subject: Subject,
  cases: readonly LabelledImage[],
  spec: Preprocessing,
  signal?: AbortSignal,
): Promise<ScoredCases> {
  const atOnce = Math.max(1, Math.floor(ROWS_AT_ONCE / spec.views.length));
  const logits: number[][] = [];
  for (let start = 0; start < cases.length; start += atOnce) {
    const images = cases.slice(start, start + atOnce).map(({ image }) => ({ rows: toInput(image, spec) }));
    logits.push(...(await logitsBy(predictor, subject, images, signal)));
  }
  return scoredCases(logits, cases);
}

/** The mean over each image's views. @throws EngineStoppedError; the signal's reason. */
export async function logitsBy(
  predictor: Predictor,
  subject: Subject,
  images: readonly AskedImage[],
  signal?: AbortSignal,
): Promise<number[][]> {
  const answers = await predictor.predict(subject, images, { signal });
  return answers.map((answer) => meanOfRows(answerOf(answer).logits));
}

/** @throws EngineStoppedError where an image has no answer: a training has no use for the others then. */
export function answerOf(outcome: Outcome<Answer>): Answer {
  if (outcome.ok) return outcome.value;
  throw new EngineStoppedError(outcome.error);
}
