import { describe, expect, test } from 'vitest';
import type { Frame } from '../../domain/studies/frame.ts';
import { toDisplay } from './display.ts';
import { makeFrame } from '../../../tests/support/make-frame.ts';

function shown(pixels: Frame['pixels'], overrides: Partial<Frame> = {}): number[] {
  const frame = makeFrame({ rows: 1, columns: pixels.length, pixels, ...overrides });
  return [...toDisplay(frame)].map((value) => Math.round(value * 1000) / 1000);
}

describe('display', () => {
  test('shows MONOCHROME1 the right way round', () => {
    expect(shown(Uint8Array.of(0, 51, 255), { photometric: 'MONOCHROME1' })).toEqual([1, 0.8, 0]);
  });

  test('applies the rescale before the window', () => {
    const voi = { center: 0, width: 200, function: 'LINEAR_EXACT' } as const;
    const rescale = { slope: 2, intercept: -100 };
    expect(shown(Uint16Array.of(0, 50, 75, 200), { voi, rescale })).toEqual([0, 0.5, 0.75, 1]);
  });

  test('follows the DICOM formula of LINEAR: width 1 is a threshold at the centre minus a half', () => {
    const voi = { center: 10, width: 1, function: 'LINEAR' } as const;
    expect(shown(Uint8Array.of(9, 10), { voi })).toEqual([0, 1]);
    expect(shown(Uint8Array.of(0, 255), { voi: { center: 128, width: 256, function: 'LINEAR' } })).toEqual([0, 1]);
  });

  test('follows the DICOM formula of SIGMOID', () => {
    const voi = { center: 100, width: 40, function: 'SIGMOID' } as const;
    expect(shown(Int16Array.of(-1000, 100, 110), { voi })).toEqual([0, 0.5, 0.731]);
  });

  test('takes the range of the pixels where the file has no window', () => {
    expect(shown(Int16Array.of(-200, 0, 200), { voi: null })).toEqual([0, 0.5, 1]);
    expect(shown(Float32Array.of(1, 1), { voi: null })).toEqual([0.5, 0.5]);
  });

  test('shows padding black and keeps it out of the range, whichever way round the image is', () => {
    const padded = { voi: null, pixelPadding: -2000 };
    expect(shown(Int16Array.of(-2000, 0, 100), padded)).toEqual([0, 0, 1]);
    expect(shown(Int16Array.of(-2000, 0, 100), { ...padded, photometric: 'MONOCHROME1' })).toEqual([0, 1, 0]);
  });

  test('is made once a frame', () => {
    const frame = makeFrame({ rows: 1, columns: 2, pixels: Uint8Array.of(0, 255) });
    expect(toDisplay(frame)).toBe(toDisplay(frame));
    expect(toDisplay({ ...frame, photometric: 'MONOCHROME1' })).not.toEqual(toDisplay(frame));
  });

  test('turns colour into luma', () => {
    const colour = { columns: 2, samplesPerPixel: 3, photometric: 'RGB' } as const;
    expect(shown(Uint8Array.of(255, 255, 255, 0, 255, 0), colour)).toEqual([1, 0.587]);
  });
});
