import type { ValueType } from '../ir/graph.ts';

/** How the positions of a map or of tokens lie in the image. */
export interface Grid {
  readonly height: number;
  readonly width: number;
  /** Tokens before those of the image: of the class, of distillation, registers. */
  readonly leading: number;
}

/** More are no registers but an image that is not square. */
const MOST_LEADING = 8;

/**
 * The grid of [N, C, h, w] (channel axis 1), [N, h, w, C] (3), [N, T, D] (2) or [N, D, T] (1); tokens form a square,
 * row by row, behind their leading ones. Null where it is none, or of a single position, or of unknown size.
 */
export function gridOf({ dims }: ValueType, channelAxis: number): Grid | null {
  const positions = dims.filter((_, axis) => axis !== 0 && axis !== channelAxis);
  const sizes = positions.map(Number);
  if (!sizes.every((size) => Number.isInteger(size))) return null;
  if (sizes.length === 2) return sizes[0]! * sizes[1]! > 1 ? { height: sizes[0]!, width: sizes[1]!, leading: 0 } : null;
  return sizes.length === 1 ? squareOf(sizes[0]!) : null;
}

/** 197 tokens are 14 × 14 and one for the class. */
export function squareOf(tokens: number): Grid | null {
  const side = Math.floor(Math.sqrt(tokens));
  const leading = tokens - side * side;
  return side > 1 && leading <= MOST_LEADING ? { height: side, width: side, leading } : null;
}
