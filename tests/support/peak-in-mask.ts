import type { Heatmap } from '../../main/contract/images.ts';
import type { Phantom } from '../../main/imaging/phantom/phantom.ts';

/** Whether the map's maximum, the centre of its highest cell, lies inside a planted opacity. */
export function isPeakInOpacity(
  { frame, mask }: Phantom,
  { width, height, values, covers }: Pick<Heatmap, 'width' | 'height' | 'values' | 'covers'>,
): boolean {
  const peak = values.indexOf(Math.max(...values));
  const x = covers.left + (covers.right - covers.left) * (((peak % width) + 0.5) / width);
  const y = covers.top + (covers.bottom - covers.top) * ((Math.floor(peak / width) + 0.5) / height);
  return mask[Math.floor(y * frame.rows) * frame.columns + Math.floor(x * frame.columns)] === 1;
}
