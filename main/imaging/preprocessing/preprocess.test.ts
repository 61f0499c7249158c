import { describe, expect, test } from 'vitest';
import type { Preprocessing, View } from '../../domain/models/model-card.ts';
import { resize } from '../grey-image/grey-image.ts';
import { makeFrame } from '../../../tests/support/make-frame.ts';
import { preprocess, sampleView, toModelImage } from './preprocess.ts';

const plain: View = { scale: 1, rotationDegrees: 0, shiftX: 0, shiftY: 0 };

function makeSpec(overrides: Partial<Preprocessing> = {}): Preprocessing {
  return {
    version: 1,
    height: 32,
    width: 32,
    channels: 1,
    intensity: { kind: 'voi' },
    resize: 'stretch',
    normalisation: { kind: 'fixed', mean: [0], std: [1] },
    views: [plain],
    ...overrides,
  };
}

/** A white disc of radius 8 % at the given place (fractions) on black. */
function disc(x: number, y: number, rows = 200, columns = 200) {
  const pixels = new Uint8Array(rows * columns).map((_, i) => {
    const [dx, dy] = [((i % columns) + 0.5) / columns - x, (Math.floor(i / columns) + 0.5) / rows - y];
    return Math.hypot(dx, dy) < 0.08 ? 255 : 0;
  });
  return makeFrame({ rows, columns, pixels });
}

/** Centre of brightness, in fractions. */
function centre(values: ArrayLike<number>, width: number): [number, number] {
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += values[i]!;
    sumX += values[i]! * ((i % width) + 0.5);
    sumY += values[i]! * (Math.floor(i / width) + 0.5);
  }
  return [sumX / sum / width, sumY / sum / (values.length / width)];
}

describe('preprocess', () => {
  test('averages fine detail instead of aliasing it', () => {
    const stripes = { width: 300, height: 300, values: new Float32Array(90_000).map((_, i) => i % 2) };
    for (const value of resize(stripes, 40, 40).values) expect(value).toBeCloseTo(0.5, 1);
  });

  test('keeps every place where it was, at any size', () => {
    for (const rows of [90, 224, 777]) {
      const { input } = preprocess(disc(0.3, 0.7, rows, 300), makeSpec());
      const [x, y] = centre(input.data as Float32Array, 32);
      expect(x).toBeCloseTo(0.3, 2);
      expect(y).toBeCloseTo(0.7, 2);
    }
  });

  test('gives one normalised picture a view and repeats it for three channels', () => {
    const views = [plain, { ...plain, scale: 1.1 }];
    const spec = makeSpec({ channels: 3, views, normalisation: { kind: 'per-image' } });
    const { input } = preprocess(disc(0.5, 0.5), spec);
    expect(input.dims).toEqual([2, 3, 32, 32]);
    const values = input.data as Float32Array;
    const first = values.subarray(0, 1024);
    expect(values.subarray(1024, 2048)).toEqual(first);
    expect(first.reduce((a, b) => a + b) / 1024).toBeCloseTo(0, 4);
    expect(Math.sqrt(first.reduce((sum, value) => sum + value * value, 0) / 1024)).toBeCloseTo(1, 3);
  });

  test('survives a constant image', () => {
    const { input } = preprocess(makeFrame(), makeSpec({ normalisation: { kind: 'per-image' } }));
    expect([...(input.data as Float32Array)].every((value) => value === 0)).toBe(true);
  });

  test('shifts to the right and down, turns clockwise and zooms in about the centre', () => {
    const spec = makeSpec();
    const image = toModelImage(disc(0.5, 0.25), spec);
    const seen = (view: Partial<View>) => centre(sampleView(image, { ...plain, ...view }, spec), 32);
    const expectNear = ([x, y]: [number, number], toX: number, toY: number) => {
      expect(x).toBeCloseTo(toX, 1.7);
      expect(y).toBeCloseTo(toY, 1.7);
    };
    expectNear(seen({ shiftX: 0.2, shiftY: 0.1 }), 0.7, 0.35);
    expectNear(seen({ rotationDegrees: 90 }), 0.75, 0.5);
    expectNear(seen({ scale: 1.3 }), 0.5, 0.5 - 0.25 * 1.3);
  });

  test('pads a wide frame above and below and says what the input covers', () => {
    const { input, covers } = preprocess(disc(0.5, 0.5, 100, 200), makeSpec({ resize: 'pad' }));
    expect(covers).toEqual({ left: 0, top: -0.5, right: 1, bottom: 1.5 });
    expect(centre(input.data as Float32Array, 32)[1]).toBeCloseTo(0.5, 1);
    const zoomed = makeSpec({ views: [{ ...plain, scale: 2, shiftX: 0.5 }] });
    expect(preprocess(disc(0.5, 0.5), zoomed).covers).toEqual({ left: 0, top: 0.25, right: 0.5, bottom: 0.75 });
  });

  test('stretches between percentiles, so that a dark exposure looks like a bright one', () => {
    const ramp = new Uint8Array(10_000).map((_, i) => 20 + (i % 100));
    const spec = makeSpec({ intensity: { kind: 'percentile', low: 1, high: 99 } });
    const { values } = toModelImage(makeFrame({ rows: 100, columns: 100, pixels: ramp }), spec);
    expect(Math.min(...values)).toBe(0);
    expect(Math.max(...values)).toBe(1);
    expect(values[20]).toBeCloseTo(0.5, 1);
  });
});
