import { describe, expect, test } from 'vitest';
import { toDisplay } from '../grey-image/display.ts';
import { emptyHeader } from '../../domain/studies/image-header.ts';
import { createPhantom, type Phantom } from './phantom.ts';
import { judgeImage } from '../acceptance/judge-image.ts';

const make = (seed: number, label: Phantom['label'] = 'PNEUMONIA', size = 224): Phantom =>
  createPhantom({ seed, label, size });

/** Mean luminance inside the mask. */
function brightness({ frame }: Phantom, mask: Uint8Array): number {
  const inside = toDisplay(frame).filter((_, i) => mask[i] === 1);
  return inside.reduce((sum, value) => sum + value, 0) / inside.length;
}

describe('phantom', () => {
  test('is the same for the same seed and another for another', () => {
    expect(make(3).frame.pixels).toEqual(make(3).frame.pixels);
    expect(make(4).frame.pixels).not.toEqual(make(3).frame.pixels);
  });

  test('has 12-bit pixels, a window, a size in millimetres and a mask of the same size', () => {
    const { frame, mask } = make(5);
    expect(frame.columns).toBe(224);
    expect(frame.pixels.length).toBe(frame.rows * frame.columns);
    expect(mask.length).toBe(frame.pixels.length);
    expect(frame.pixels.every((value) => value <= 4095)).toBe(true);
    expect(frame.voi!.width).toBeGreaterThan(500);
    expect(frame.spacing!.columnMm * frame.columns).toBeGreaterThan(200);
  });

  test('a normal one has no opacity, an ill one up to three of sensible size, where the mask says', () => {
    for (let seed = 0; seed < 12; seed++) {
      expect(make(seed, 'NORMAL').mask.includes(1)).toBe(false);
      const { mask, opacities, frame } = make(seed);
      expect(opacities.length).toBeGreaterThanOrEqual(1);
      expect(opacities.length).toBeLessThanOrEqual(3);
      for (const { x, y, radiusX, radiusY, fraction } of opacities) {
        expect(fraction).toBeGreaterThan(0.004);
        expect(fraction).toBeLessThan(0.2);
        expect(Math.max(radiusX, radiusY)).toBeLessThan(0.4);
        expect(mask[Math.floor(y * frame.rows) * frame.columns + Math.floor(x * frame.columns)]).toBe(1);
      }
    }
  });

  test('the same child, ill and healthy, differs where the mask says: the opacity is brighter', () => {
    for (let seed = 0; seed < 8; seed++) {
      const ill = make(seed);
      expect(brightness(ill, ill.mask)).toBeGreaterThan(brightness(make(seed, 'NORMAL'), ill.mask) + 0.05);
    }
  });

  test('passes for a frontal chest radiograph', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { frame } = make(seed, seed % 2 ? 'NORMAL' : 'PNEUMONIA', 160);
      expect(judgeImage(frame, emptyHeader).fault).toBeNull();
    }
  });
});
