import type { HeatMap } from '../../domain/saliency-checks/map-measures.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import { success, type Outcome } from '../../domain/outcome.ts';
import { float32, type Tensor } from '../../domain/tensor.ts';
import { logitsOf, type PredictOptions, type Predictor } from './predictor.ts';
import type { Subject } from './subject.ts';

/** Cells along each side; one more prediction a cell is what the map costs, whatever the image. */
const GRID = 10;
/** The side of the patch in cells: 34 of 224 pixels, neighbours overlapping by a third. */
const PATCH_CELLS = 1.5;
/** Images that are made, and then asked for, at a time. */
const AT_ONCE = 32;

export interface Occluded {
  readonly subject: Subject;
  /** One image as the model takes it: [1, C, H, W]. */
  readonly image: Tensor;
  /** The column of the label in the logits. */
  readonly column: number;
  /** How the model's card makes probabilities of logits. */
  readonly activation?: ModelCard['activation'];
}

/**
 * Occlusion (Zeiler & Fergus 2014): how much the label's log-odds drop when a grey patch (the image's own mean) covers
 * the place; 0 where they rise. A probability would be as good, were it not often so close to 1 that nothing moves it.
 * Needs nothing of the model but its predictions. Fails and throws as `predict` does.
 */
export async function occlude(
  { subject, image, column, activation = 'softmax' }: Occluded,
  predict: Predictor['predict'],
  options: PredictOptions,
): Promise<Outcome<HeatMap>> {
  // In front of the cells comes the image as it is.
  const looks = [null, ...Array.from({ length: GRID * GRID }, (_, cell) => cell)];
  const logOdds: number[] = [];
  for (let start = 0; start < looks.length; start += AT_ONCE) {
    const images = looks.slice(start, start + AT_ONCE).map((cell) => ({ rows: covered(image, cell) }));
    for (const answer of await predict(subject, images, options)) {
      const logits = answer.ok ? logitsOf(answer.value) : answer;
      if (!logits.ok) return logits;
      logOdds.push(logOddsOf(logits.value, column, activation));
    }
  }
  const [whole = 0, ...occluded] = logOdds;
  const values = Float32Array.from(occluded, (each) => Math.max(0, whole - each));
  return success({ width: GRID, height: GRID, values });
}

/** The label's logit less that of all other labels together, log Σ exp; the logit alone of a sigmoid. */
function logOddsOf(
  logits: readonly number[],
  column: number,
  activation: NonNullable<ModelCard['activation']>,
): number {
  const own = logits[column] ?? Number.NaN;
  if (activation === 'sigmoid') return own;
  const others = logits.filter((_other, label) => label !== column);
  const largest = Math.max(...others);
  return own - largest - Math.log(others.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
}

/** The image with the cell covered; null covers nothing. */
function covered(image: Tensor, cell: number | null): Tensor {
  if (cell === null) return image;
  const [, channels = 0, height = 0, width = 0] = image.dims;
  const area = height * width;
  const pixels = (image.data as Float32Array).slice();
  const [top, bottom] = reach(Math.floor(cell / GRID), height);
  const [left, right] = reach(cell % GRID, width);
  for (let channel = 0; channel < channels; channel++) {
    const plane = channel * area;
    const grey = pixels.subarray(plane, plane + area).reduce((sum, value) => sum + value, 0) / area;
    for (let row = top; row < bottom; row++) pixels.fill(grey, plane + row * width + left, plane + row * width + right);
  }
  return float32(image.dims, pixels);
}

/** First pixel of the patch and the one behind its last; the patch lies around the middle of the cell. */
function reach(cell: number, pixels: number): [first: number, end: number] {
  const [middle, half] = [cell + 0.5, PATCH_CELLS / 2];
  const at = (place: number): number => Math.round((Math.min(GRID, Math.max(0, place)) / GRID) * pixels);
  return [at(middle - half), at(middle + half)];
}
