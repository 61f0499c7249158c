/** From where on a probe's AUC is worth a note, a warning or an error. */
import type { ProbeName } from '../../../domain/datasets/dataset-terms.ts';

/** Limits for the lower end of the 95 % interval of the AUC. */
export const probeLimits: Readonly<
  Record<ProbeName, { readonly note: number; readonly warning: number; readonly error: number }>
> = {
  source: { note: 0.6, warning: 0.7, error: 0.9 },
  // A name is no pixel: a model doesn't see it, and who sorted the images may have named them by what they show.
  names: { note: 0.7, warning: Infinity, error: Infinity },
  file: { note: 0.6, warning: 0.7, error: 0.9 },
  border: { note: 0.6, warning: 0.7, error: 0.9 },
  // A disease changes them itself.
  intensity: { note: 0.7, warning: 0.9, error: Infinity },
};
