import type { ModelCard } from '../../domain/models/model-card.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { float32, type Tensor } from '../../domain/tensor.ts';

/** Cells along each side; one more prediction a cell is what the map costs, whatever the image. */
const GRID = 10;
/** The side of the patch in cells: 34 of 224 pixels, neighbours overlapping by a third. */
const PATCH_CELLS = 1.5;
/** Images in a run where any number goes: between runs it can be cancelled, and large networks' memory is of so many. */
const AT_ONCE = 8;

export interface OcclusionOptions {
  /** One image as the model takes it: [1, C, H, W]. */
  readonly image: Tensor;
  /** The column of the label in the logits. */
  readonly column: number;
  /** How the model's card makes probabilities of logits: of labels that exclude each other, or of each by itself. */
  readonly activation?: ModelCard['activation'];
  /** Images in a run; any number where it is null. */
  readonly batch: number | null;
  /** Logits [N, labels] of images [N, C, H, W]. */
  readonly predict: (images: Tensor) => Promise<Outcome<Tensor>>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Occlusion (Zeiler & Fergus 2014): how much the label's log-odds drop when a grey patch (the image's own mean) covers
 * the place, [1, h, w]; 0 where they rise. A probability would be as good, were it not often so close to 1 that nothing
 * moves it. Needs nothing of the model but its predictions. Fails with CANCELLED at the signal, and as `predict` does.
 */
export async function occlude(options: OcclusionOptions): Promise<Outcome<Tensor>> {
  const { image, column, activation, batch, signal } = options;
  const cells = Array.from({ length: GRID * GRID }, (_, cell) => cell);
  const logOdds: number[] = [];
  // Behind the cells comes the image as it is.
  const looks = [null, ...cells];
  const atOnce = batch ?? AT_ONCE;
  for (let start = 0; start < looks.length; start += atOnce) {
    if (signal?.aborted === true) return failure('CANCELLED', 'The heatmap was cancelled. Ask for it again.');
    const chosen = looks.slice(start, start + atOnce);
    // A graph for a fixed number of images gets whole images for the rest.
    const filled = batch === null ? chosen : Array.from({ length: batch }, (_, index) => chosen[index] ?? null);
    const logits = await options.predict(covered(image, filled));
    if (!logits.ok) return logits;
    logOdds.push(...logOddsOf(logits.value, column, activation).slice(0, chosen.length));
  }
  const [whole, ...occluded] = logOdds;
  return success(
    float32(
      [1, GRID, GRID],
      occluded.map((each) => Math.max(0, whole! - each)),
    ),
  );
}

/** Of each row: the label's logit less that of all other labels together, log Σ exp; the logit alone of a sigmoid. */
function logOddsOf({ dims, data }: Tensor, column: number, activation: ModelCard['activation']): number[] {
  const [rows = 0, labels = 0] = dims;
  return Array.from({ length: rows }, (_, row) => {
    const logits = Array.from(data.subarray(row * labels, (row + 1) * labels), Number);
    if (activation === 'sigmoid') return logits[column]!;
    const others = logits.filter((_other, label) => label !== column);
    const largest = Math.max(...others);
    return logits[column]! - largest - Math.log(others.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
  });
}

/** The image as often as there are cells, each with its cell covered; null covers nothing. */
function covered({ dims, data }: Tensor, cells: readonly (number | null)[]): Tensor {
  const [, channels = 0, height = 0, width = 0] = dims;
  const area = height * width;
  const pixels = data as Float32Array;
  const greys = Array.from({ length: channels }, (_, channel) => {
    return pixels.subarray(channel * area, (channel + 1) * area).reduce((sum, value) => sum + value, 0) / area;
  });
  const images = new Float32Array(cells.length * pixels.length);
  for (const [index, cell] of cells.entries()) {
    images.set(pixels, index * pixels.length);
    if (cell === null) continue;
    const [top, bottom] = reach(Math.floor(cell / GRID), height);
    const [left, right] = reach(cell % GRID, width);
    for (const [channel, grey] of greys.entries()) {
      const plane = index * pixels.length + channel * area;
      for (let row = top; row < bottom; row++)
        images.fill(grey, plane + row * width + left, plane + row * width + right);
    }
  }
  return float32([cells.length, channels, height, width], images);
}

/** First pixel of the patch and the one behind its last; the patch lies around the middle of the cell. */
function reach(cell: number, pixels: number): [first: number, end: number] {
  const [middle, half] = [cell + 0.5, PATCH_CELLS / 2];
  const at = (place: number): number => Math.round((Math.min(GRID, Math.max(0, place)) / GRID) * pixels);
  return [at(middle - half), at(middle + half)];
}
