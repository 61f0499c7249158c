import { describe, expect, test } from 'vitest';
import { success } from '../../domain/outcome.ts';
import { float32, type Tensor } from '../../domain/tensor.ts';
import { occlude } from './occlusion.ts';

const SIDE = 30;

/** Grey but for a bright square of 4 × 4 pixels. */
function imageWithSquare(top: number, left: number): Tensor {
  const pixels = new Float32Array(SIDE * SIDE);
  for (let row = top; row < top + 4; row++) pixels.fill(10, row * SIDE + left, row * SIDE + left + 4);
  return float32([1, 1, SIDE, SIDE], pixels);
}

/** Logits [0, brightest pixel]: the model sees the square and nothing else. */
function brightest({ dims, data }: Tensor): Tensor {
  const [images = 0] = dims;
  const size = data.length / images;
  const rows = Array.from({ length: images }, (_, image) => {
    return [0, Math.max(...Array.from(data.subarray(image * size, (image + 1) * size), Number))];
  });
  return float32([images, 2], rows.flat());
}

function occludeSquare(overrides: Partial<Parameters<typeof occlude>[0]> = {}) {
  const sizes: number[] = [];
  const options = { image: imageWithSquare(17, 5), column: 1, batch: null, ...overrides };
  const predict = (images: Tensor) => {
    sizes.push(images.dims[0]!);
    return Promise.resolve(success(brightest(images)));
  };
  return { sizes, map: occlude({ predict, ...options }) };
}

describe('occlusion', () => {
  test('marks the place without which the odds drop, and no other', async () => {
    const map = await occludeSquare().map;
    if (!map.ok) throw new Error(map.error.userMessage);
    expect(map.value.dims).toEqual([1, 10, 10]);
    const values = Array.from(map.value.data as Float32Array);
    // Patches of 5 × 5 pixels, 3 apart, the first cut by the edge: only that at 17, 5 covers the whole square.
    expect(values.flatMap((value, cell) => (value > 0.01 ? [[Math.floor(cell / 10), cell % 10]] : []))).toEqual([
      [6, 2],
    ]);
    // From the square's brightness to that of the grey, the image's mean.
    expect(Math.max(...values)).toBeCloseTo(10 - (16 * 10) / (SIDE * SIDE), 4);
  });

  test('says the same where a run takes only a fixed number of images', async () => {
    const [any, two] = [occludeSquare(), occludeSquare({ batch: 2 })];
    expect(await two.map).toEqual(await any.map);
    expect(new Set(two.sizes)).toEqual(new Set([2]));
    expect(any.sizes.reduce((sum, size) => sum + size, 0)).toBe(10 * 10 + 1);
  });

  test('of labels that may be there together minds the one alone', async () => {
    const both = (images: Tensor) => {
      const { dims, data } = brightest(images);
      const largest = Array.from(data as Float32Array).map((_, at, logits) => logits[at | 1]!);
      return Promise.resolve(success(float32(dims, largest)));
    };
    const empty = await occludeSquare({ predict: both }).map;
    expect(empty.ok && Math.max(...(empty.value.data as Float32Array))).toBe(0);
    expect(await occludeSquare({ predict: both, activation: 'sigmoid' }).map).toEqual(await occludeSquare().map);
  });

  test('of a label that covering makes more probable is empty', async () => {
    const map = await occludeSquare({ column: 0 }).map;
    expect(map.ok && new Set(map.value.data as Float32Array)).toEqual(new Set([0]));
  });

  test('stops between two runs when it is not wanted any more', async () => {
    const controller = new AbortController();
    const started = occludeSquare({ signal: controller.signal });
    controller.abort();
    expect(await started.map).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
    expect(started.sizes.length).toBeLessThan(3);
  });
});
