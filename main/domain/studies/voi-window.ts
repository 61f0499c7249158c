/** The VOI window of DICOM PS3.3 C.11.2.1: the one definition for pictures that models get and for the viewer. */
import type { PixelArray, VoiWindow } from './frame.ts';

/** The values from black to white, by their middle and their span: C.11.2.1.2.1 (LINEAR), C.11.2.1.3.2 (LINEAR_EXACT). */
export function linearRange({ center, width, function: kind }: VoiWindow): { middle: number; span: number } {
  return kind === 'LINEAR_EXACT' ? { middle: center, span: width } : { middle: center - 0.5, span: width - 1 };
}

/** The luminance, 0 to 1, that SIGMOID gives a value: C.11.2.1.3.1. */
export function sigmoidLuminance(value: number, { center, width }: Pick<VoiWindow, 'center' | 'width'>): number {
  return 1 / (1 + Math.exp((-4 * (value - center)) / width));
}

/** The smallest and the largest stored value, padding left out; both 0 where there is nothing else. */
export function storedRange(pixels: PixelArray, padding: number | null): { minimum: number; maximum: number } {
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let i = 0; i < pixels.length; i++) {
    const value = pixels[i]!;
    if (value === padding) continue;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return minimum > maximum ? { minimum: 0, maximum: 0 } : { minimum, maximum };
}
