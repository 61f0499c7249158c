/** An image for the tests of a saliency check: as the model sees it, with what is known of it. */
import type { Frame } from '../../domain/studies/frame.ts';
import type { ModelCard, View } from '../../domain/models/model-card.ts';
import type { GreyImage } from '../../imaging/grey-image/grey-image.ts';
import { estimateLungField } from '../../imaging/lung-field/lung-field.ts';
import { coverage, normalise, sampleView, toModelImage } from '../../imaging/preprocessing/preprocess.ts';

export interface CheckImage {
  /** Unique among the cases. */
  readonly name: string;
  readonly patient: string;
  /** The column of its finding in the logits. */
  readonly column: number;
  /** The frame, a little larger than the model's input. */
  readonly image: GreyImage;
  /** [channels, height, width]: the first view, of which the heatmap is. */
  readonly input: Float32Array;
  /** height × width of the model's input, 1 inside the lung fields; null where none were found or looked for. */
  readonly lungs: Uint8Array | null;
  /** height × width, 1 on a planted opacity; null for other images than phantoms. */
  readonly opacities: Uint8Array | null;
}

interface ImageOptions {
  readonly name: string;
  readonly patient: string;
  readonly column: number;
  /** Whether the lung fields are wanted: finding them takes a quarter of a second. */
  readonly seeksLungs: boolean;
  /** Planted opacities in the frame, rows × columns. */
  readonly opacities?: Uint8Array;
}

export function makeCheckImage(frame: Frame, { preprocessing }: ModelCard, options: ImageOptions): CheckImage {
  const image = toModelImage(frame, preprocessing);
  const { width, height } = preprocessing;
  const covers = coverage(frame, preprocessing);
  const onView = (mask: Uint8Array, columns: number, rows: number): Uint8Array => {
    const seen = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) {
      const row = Math.floor((covers.top + ((covers.bottom - covers.top) * (y + 0.5)) / height) * rows);
      for (let x = 0; x < width; x++) {
        const column = Math.floor((covers.left + ((covers.right - covers.left) * (x + 0.5)) / width) * columns);
        const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
        seen[y * width + x] = isInside ? mask[row * columns + column]! : 0;
      }
    }
    return seen;
  };
  const field = options.seeksLungs ? estimateLungField(frame) : null;
  return {
    name: options.name,
    patient: options.patient,
    column: options.column,
    image,
    input: viewOf(image, preprocessing, preprocessing.views[0]!),
    lungs: field === null ? null : onView(field.mask, field.width, field.height),
    opacities: options.opacities === undefined ? null : onView(options.opacities, frame.columns, frame.rows),
  };
}

/** [channels, height, width] of one look at the image; `change` is made to the picture before it is normalised. */
export function viewOf(
  image: GreyImage,
  preprocessing: ModelCard['preprocessing'],
  view: View,
  change: (picture: Float32Array) => Float32Array = (picture) => picture,
): Float32Array {
  return normalise(change(sampleView(image, view, preprocessing)), preprocessing);
}
