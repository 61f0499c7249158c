import { describe, expect, test } from 'vitest';
import { success } from '../../domain/outcome.ts';
import { float32, type Tensor } from '../../domain/tensor.ts';
import { createBuilder } from '../../graph/ir/builder.ts';
import { occlude, type Occluded } from './occlusion.ts';
import type { Predictor } from './predictor.ts';
import { subjectOfGraph } from './subject.ts';
import { FaultError } from '../../domain/faults/fault.ts';

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

const subject = subjectOfGraph(createBuilder({ name: 'none' }).finish(), { input: 'image', logits: 'logits' });

function occludeSquare(overrides: Partial<Occluded> = {}, answer = brightest) {
  const asked: number[] = [];
  const predict: Predictor['predict'] = (_subject, images) => {
    asked.push(images.length);
    return Promise.resolve(
      images.map(({ rows }) => success({ logits: answer(rows), features: null, heatmap: null, durationMs: 1 })),
    );
  };
  return { asked, map: occlude({ subject, image: imageWithSquare(17, 5), column: 1, ...overrides }, predict, {}) };
}

describe('occlusion', () => {
  test('marks the place without which the odds drop, and no other', async () => {
    const { map, asked } = occludeSquare();
    const found = await map;
    if (!found.ok) throw new FaultError(found.error);
    expect(found.value).toMatchObject({ width: 10, height: 10 });
    const values = Array.from(found.value.values);
    // Patches of 5 × 5 pixels, 3 apart, the first cut by the edge: only that at 17, 5 covers the whole square.
    expect(values.flatMap((value, cell) => (value > 0.01 ? [[Math.floor(cell / 10), cell % 10]] : []))).toEqual([
      [6, 2],
    ]);
    // From the square's brightness to that of the grey, the image's mean.
    expect(Math.max(...values)).toBeCloseTo(10 - (16 * 10) / (SIDE * SIDE), 4);
    expect(asked.reduce((sum, images) => sum + images, 0)).toBe(10 * 10 + 1);
  });

  test('of labels that may be there together minds the one alone', async () => {
    const both = (image: Tensor): Tensor => {
      const { dims, data } = brightest(image);
      const largest = Array.from(data as Float32Array).map((_, at, logits) => logits[at | 1]!);
      return float32(dims, largest);
    };
    const empty = await occludeSquare({}, both).map;
    expect(empty.ok && Math.max(...empty.value.values)).toBe(0);
    expect(await occludeSquare({ activation: 'sigmoid' }, both).map).toEqual(await occludeSquare().map);
  });

  test('of a label that covering makes more probable is empty', async () => {
    const map = await occludeSquare({ column: 0 }).map;
    expect(map.ok && new Set(map.value.values)).toEqual(new Set([0]));
  });

  test('fails where one of its predictions does', async () => {
    let left = 40;
    const sometimes = (image: Tensor): Tensor => (left-- > 0 ? brightest(image) : float32([1, 2], [Number.NaN, 0]));
    expect(await occludeSquare({}, sometimes).map).toMatchObject({ ok: false, error: { code: 'model.no-number' } });
  });
});
