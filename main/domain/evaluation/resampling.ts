import { createRandom } from '../statistics/random.ts';
import { drawResamples, type Resamples } from '../statistics/resamples.ts';

/** A state of a dataset, and the part of it that is measured. */
export interface MeasuredPart {
  readonly fingerprint: string;
  /** `all`, or one side of its split. */
  readonly split: string;
}

/** The seed of everything that is drawn at random for this part: a page draws the patients that the report drew. */
export const evaluationSeed = ({ fingerprint, split }: MeasuredPart): string => `evaluation ${fingerprint} ${split}`;

/** The resampled patients of an evaluation's report. @param patients one name an image. */
export const evaluationResamples = (patients: readonly string[], part: MeasuredPart): Resamples =>
  drawResamples(patients, createRandom(evaluationSeed(part)));
