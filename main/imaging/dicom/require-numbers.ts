import { faultError } from '../../domain/faults/fault.ts';
import type { Frame } from '../../domain/studies/frame.ts';
import { notUnderstood } from './data-set/not-understood.ts';
import { tag } from './data-set/tags.ts';

/** Pixels are kept in single precision. */
const isNumber = (value: number): boolean => Number.isFinite(Math.fround(value));

/**
 * Throws the fault of a frame in which not every pixel is a number: it has no mean, no window and no score, and one such
 * image ends a training. Integers can't be other than numbers before they are rescaled.
 */
export function requireNumbers({ pixels, columns, samplesPerPixel, bitsStored, rescale }: Frame): void {
  const isFloat = pixels instanceof Float32Array;
  let largest = isFloat ? 0 : 2 ** bitsStored;
  let [count, first] = [0, 0];
  for (let at = 0; isFloat && at < pixels.length; at++) {
    const size = Math.abs(pixels[at]!);
    if (size > largest) largest = size;
    if (Number.isFinite(size)) continue;
    if (count === 0) first = Math.floor(at / samplesPerPixel);
    count++;
  }
  if (count > 0) {
    const place = { row: Math.floor(first / columns) + 1, column: (first % columns) + 1 };
    throw faultError('image.no-numbers', { count, ...place });
  }
  const { slope, intercept } = rescale;
  if (!isNumber(intercept)) throw notUnderstood(tag.RescaleIntercept, String(intercept));
  if (!isNumber(Math.abs(slope) * largest + Math.abs(intercept))) throw notUnderstood(tag.RescaleSlope, String(slope));
}
