import type { Heatmap } from '../../../main/contract/images.ts';
import { heatColour } from '../../../main/domain/heatmaps/heat-colours.ts';

/** Finer than the map's own cells, so that colours follow the interpolated value and not the other way round. */
const finer = 8;

/** False where no place of the image speaks for the finding: then there is nothing to see. */
export const hasHeat = ({ values }: Pick<Heatmap, 'values'>): boolean => values.some((value) => value > 0);

/** The map's value at a place in cells; beyond the outermost centres it stays what it is there. */
export function sampleHeatmap(
  { values, width, height }: Pick<Heatmap, 'values' | 'width' | 'height'>,
  x: number,
  y: number,
): number {
  const clampedX = Math.min(width - 1, Math.max(0, x));
  const clampedY = Math.min(height - 1, Math.max(0, y));
  const left = Math.floor(clampedX);
  const top = Math.floor(clampedY);
  const [alongX, alongY] = [clampedX - left, clampedY - top];
  const at = (column: number, row: number): number =>
    values[Math.min(height - 1, row) * width + Math.min(width - 1, column)] ?? 0;
  const upper = at(left, top) * (1 - alongX) + at(left + 1, top) * alongX;
  const lower = at(left, top + 1) * (1 - alongX) + at(left + 1, top + 1) * alongX;
  return upper * (1 - alongY) + lower * alongY;
}

/** The map as a picture of `finer` pixels a cell, straight alpha. */
export function rasterise(heatmap: Heatmap): ImageData {
  const [width, height] = [heatmap.width * finer, heatmap.height * finer];
  const picture = new ImageData(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = sampleHeatmap(heatmap, (x + 0.5) / finer - 0.5, (y + 0.5) / finer - 0.5);
      picture.data.set(heatColour(value), (y * width + x) * 4);
    }
  }
  return picture;
}
