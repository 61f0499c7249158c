import type { Fault } from '../../domain/faults/fault.ts';
import type { ScoreFlag } from '../../domain/acceptance/acceptance.ts';
import type { ModelCard, Preprocessing } from '../../domain/models/model-card.ts';
import type { Frame } from '../../domain/studies/frame.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';
import { judgeImage } from '../../imaging/acceptance/judge-image.ts';
import { preprocess, type ModelInput } from '../../imaging/preprocessing/preprocess.ts';

/** A frame as a model takes it. */
export interface PreparedImage extends ModelInput {
  /** Milliseconds that the preprocessing took. */
  readonly durationMs: number;
}

/** The parts of a model's card that decide how it takes an image, and whether. */
export type ModelDemands = Pick<ModelCard, 'preprocessing' | 'accepts'>;

/** Where a model may score an image, the image as it takes it. */
export type JudgedImage =
  | { readonly fault: Fault; readonly image: null }
  | { readonly fault: null; readonly image: PreparedImage; readonly flags: readonly ScoreFlag[] };

export const demandsOf = ({ preprocessing, accepts }: ModelCard): ModelDemands => ({
  preprocessing,
  ...(accepts && { accepts }),
});

export function prepareImage(frame: Frame, spec: Preprocessing): PreparedImage {
  const start = performance.now();
  const prepared = preprocess(frame, spec);
  return { ...prepared, durationMs: performance.now() - start };
}

/** One a model; models that ask and prepare alike share the work. */
export function prepareForAll(
  frame: Frame,
  header: ImageHeader,
  models: readonly ModelDemands[],
): readonly JudgedImage[] {
  const judge = sharing((accepts: ModelDemands['accepts']) => judgeImage(frame, header, accepts));
  const prepare = preparing(frame);
  return models.map(({ preprocessing, accepts }) => {
    const { fault, flags } = judge(accepts);
    return fault === null ? { fault, flags, image: prepare(preprocessing) } : { fault, image: null };
  });
}

/** Prepares a frame for one model after the other; those that prepare pixels alike share the work. */
export const preparing = (frame: Frame): ((spec: Preprocessing) => PreparedImage) =>
  sharing((spec) => prepareImage(frame, spec));

function sharing<Wish, Made>(make: (wish: Wish) => Made): (wish: Wish) => Made {
  const made = new Map<string, Made>();
  return (wish) => {
    const key = JSON.stringify(wish) ?? '';
    const known = made.get(key) ?? make(wish);
    made.set(key, known);
    return known;
  };
}
