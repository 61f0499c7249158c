import { faultError } from '../../domain/faults/fault.ts';

/** Three times the largest detector in use; beyond it a file is a decompression bomb. */
export const maxPixels = 200_000_000;

/** For compressed images: how much they unpack to does not show in the size of the file. */
export function requirePossibleSize(width: number, height: number): void {
  if (width * height > maxPixels) throw faultError('image.too-large', { width, height });
}
