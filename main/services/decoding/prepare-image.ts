import type { Preprocessing } from '../../domain/models/model-card.ts';
import type { Frame } from '../../domain/studies/frame.ts';
import { preprocess, type ModelInput } from '../../imaging/preprocessing/preprocess.ts';

/** A frame as a model takes it. */
export interface PreparedImage extends ModelInput {
  /** Milliseconds that the preprocessing took. */
  readonly durationMs: number;
}

export function prepareImage(frame: Frame, spec: Preprocessing): PreparedImage {
  const start = performance.now();
  const prepared = preprocess(frame, spec);
  return { ...prepared, durationMs: performance.now() - start };
}

/** One prepared image a model; models that prepare pixels alike share the work. */
export function prepareForAll(frame: Frame, specs: readonly Preprocessing[]): readonly PreparedImage[] {
  const made = new Map<string, PreparedImage>();
  return specs.map((spec) => {
    const key = JSON.stringify(spec);
    const prepared = made.get(key) ?? prepareImage(frame, spec);
    made.set(key, prepared);
    return prepared;
  });
}
