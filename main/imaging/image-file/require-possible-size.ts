import { faultError } from '../../domain/faults/fault.ts';
import type { ReadingLimits } from '../../domain/reading-budget.ts';

/** Checked before anything is allocated: how much an image unpacks to does not show in the size of the file. */
export function requirePossibleSize(width: number, height: number, { megapixels }: ReadingLimits): void {
  if (width * height > 1e6 * megapixels) throw faultError('image.too-large', { width, height });
}
