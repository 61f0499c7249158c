/** Validation images as they might have come from elsewhere. */
import type { Preprocessing } from '../../../domain/models/model-card.ts';
import { createRandom } from '../../../domain/statistics/random.ts';
import { toRange } from '../../../imaging/preprocessing/preprocess.ts';
import { shiftImage, shiftNames } from '../../../imaging/augmentation/shift-image.ts';
import type { LabelledImage } from './make-batch.ts';

/** One copy a case, each kind of shift by turns; the same copies each time. */
export function shiftedCopies(cases: readonly LabelledImage[], spec: Preprocessing): readonly LabelledImage[] {
  const random = createRandom('shifted validation');
  return cases.map((each, i) => {
    const shifted = shiftImage(each.image, shiftNames[i % shiftNames.length]!, random.fork(String(i)));
    return { ...each, image: toRange(shifted, spec.intensity) };
  });
}
