/** Lets an outline follow the edges near it. */
import { pixelsWithNormals, stepsAlong, type EdgePicture } from './fit-shape.ts';
import type { Point } from './outline.ts';

/** Pixels to either side. */
const OFFSETS = [-4, -3, -2, -1, 0, 1, 2, 3, 4];
/** The cost of neighbours that move differently far (pixels, squared), and of moving a point at all. */
const BEND = 0.25;
const MOVE = 0.02;

/**
 * Moves each point along its normal to where the picture's step from inside to outside is greatest, neighbours staying
 * together: the best way through all offsets by dynamic programming (Amini et al. 1990). Where an opacity hides the edge,
 * the outline keeps its course.
 */
export function snapOutline(picture: EdgePicture, outline: readonly Point[]): Point[] {
  const steps = OFFSETS.map((offset) => stepsAlong(picture, outline, offset));
  const gain = (point: number, choice: number): number => {
    const step = steps[choice]![point]!;
    return (Number.isNaN(step) ? 0 : Math.max(-2, Math.min(2, step))) - MOVE * OFFSETS[choice]! ** 2;
  };
  const choices = bestWay(outline.length, gain);
  const { width, height } = picture.image;
  const normals = pixelsWithNormals(outline, width, height);
  return outline.map((point, i) => {
    const { nx, ny } = normals[i]!;
    const offset = OFFSETS[choices[i]!]!;
    return { x: point.x + (offset * nx) / width, y: point.y + (offset * ny) / height };
  });
}

/** For each point its offset; the first and the last point of the closed outline are held together by a second round. */
function bestWay(count: number, gain: (point: number, choice: number) => number): number[] {
  const way = (from: number | null): number[] => {
    const totals = [OFFSETS.map((_, choice) => (from === null || choice === from ? gain(0, choice) : -Infinity))];
    const origins: number[][] = [];
    for (let point = 1; point < count; point++) {
      const before = totals.at(-1)!;
      const origin: number[] = [];
      totals.push(
        OFFSETS.map((offset, choice) => {
          let [best, bestFrom] = [-Infinity, 0];
          for (const [other, value] of before.entries()) {
            const total = value - BEND * (offset - OFFSETS[other]!) ** 2;
            if (total > best) [best, bestFrom] = [total, other];
          }
          origin.push(bestFrom);
          return best + gain(point, choice);
        }),
      );
      origins.push(origin);
    }
    const ends = totals
      .at(-1)!
      .map((total, choice) => (from === null ? total : total - BEND * (OFFSETS[choice]! - OFFSETS[from]!) ** 2));
    const chosen = [ends.indexOf(Math.max(...ends))];
    for (const origin of origins.toReversed()) chosen.unshift(origin[chosen[0]!]!);
    return chosen;
  };
  const open = way(null);
  return way(open[Math.floor(count / 2)]! === open[0]! ? open[0]! : open.at(-1)!);
}
