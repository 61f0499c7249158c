import { describe, expect, test } from 'vitest';
import type { FrameMetadata } from '../../../main/domain/studies/frame.ts';
import { makeMetadata } from '../../../tests/support/make-frame.ts';
import { throughSigmoid, toColourPixels, toDisplayPixels } from './display-pixels.ts';

const makeWide = (overrides: Partial<FrameMetadata> = {}): FrameMetadata =>
  makeMetadata({ rows: 1, bitsStored: 12, ...overrides });

describe('what the viewport is given', () => {
  const stored = Uint16Array.of(0, 100, 200, 400);

  test('without a window in the file, the range of the pixels is shown', () => {
    const { values, window } = toDisplayPixels(stored, makeWide());
    expect(values).toBe(stored);
    expect(window).toEqual({ lower: 0, upper: 400 });
  });

  test('values are those after the rescale, and so is the range', () => {
    const shown = toDisplayPixels(stored, makeWide({ rescale: { slope: 2, intercept: -100 } }));
    expect([...shown.values]).toEqual([-100, 100, 300, 700]);
    expect(shown).toMatchObject({ minimum: -100, maximum: 700, isRescaled: true });
  });

  test("LINEAR takes the half pixel of the standard's formula, LINEAR_EXACT does not", () => {
    const linear = toDisplayPixels(stored, makeWide({ voi: { center: 128, width: 256, function: 'LINEAR' } }));
    expect(linear.window).toEqual({ lower: 0, upper: 255 });
    const exact = toDisplayPixels(stored, makeWide({ voi: { center: 128, width: 256, function: 'LINEAR_EXACT' } }));
    expect(exact.window).toEqual({ lower: 0, upper: 256 });
  });

  test('a window of no width still has black and white', () => {
    const { window } = toDisplayPixels(stored, makeWide({ voi: { center: 100, width: 1, function: 'LINEAR' } }));
    expect(window.lower).toBe(99.5);
    expect(window.upper).toBeGreaterThan(window.lower);
    expect(toDisplayPixels(Uint16Array.of(7, 7), makeWide()).window.upper).toBeGreaterThan(7);
  });

  test('padding is black and does not stretch the window, in either polarity', () => {
    const padded = Uint16Array.of(100, 300, 65535, 200);
    const bright = toDisplayPixels(padded, makeWide({ pixelPadding: 65535 }));
    expect([...bright.values]).toEqual([100, 300, 100, 200]);
    expect(bright.window).toEqual({ lower: 100, upper: 300 });
    const dark = toDisplayPixels(padded, makeWide({ pixelPadding: 65535, photometric: 'MONOCHROME1' }));
    expect([...dark.values]).toEqual([100, 300, 300, 200]);
    expect([...padded]).toEqual([100, 300, 65535, 200]);
  });

  test('32-bit integers become floats, which textures can hold', () => {
    expect(toDisplayPixels(Int32Array.of(-70000, 70000), makeWide()).values).toEqual(Float32Array.of(-70000, 70000));
  });

  test('SIGMOID looks the same through a linear window', () => {
    const voi = { center: 200, width: 100, function: 'SIGMOID' } as const;
    const { values, window } = throughSigmoid(toDisplayPixels(stored, makeWide({ voi })));
    const luminance = [...values].map((value) => (value - window.lower) / (window.upper - window.lower));
    stored.forEach((value, place) => {
      expect(luminance[place]).toBeCloseTo(1 / (1 + Math.exp((-4 * (value - voi.center)) / voi.width)), 5);
    });
  });

  test('colour is scaled to eight bits, opaque', () => {
    const pixels = Uint16Array.of(0, 2048, 4095);
    expect([...toColourPixels(pixels, 12, false)]).toEqual([0, 128, 255]);
    expect([...toColourPixels(pixels, 12, true)]).toEqual([0, 128, 255, 255]);
  });
});
