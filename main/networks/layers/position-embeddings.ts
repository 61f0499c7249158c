import type { Tensor } from '../../domain/tensor.ts';
import { float32 } from '../../domain/tensor.ts';

export interface Grid {
  readonly height: number;
  readonly width: number;
}

/** Catmull and Rom's cubic, zero from 2 on. */
function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x >= 2) return 0;
  return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2;
}

/** [to][from]: how much of each old place is in each new one. Wider where it shrinks, so that nothing is skipped. */
function mixtures(from: number, to: number): number[][] {
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  return Array.from({ length: to }, (_, place) => {
    const centre = (place + 0.5) * scale;
    const raw = Array.from({ length: from }, (__, index) => cubic((index + 0.5 - centre) / stretch));
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return raw.map((weight) => weight / sum);
  });
}

/**
 * Position embeddings [1, 1 + from.height·from.width, D] for another grid of patches, [1, 1 + to.height·to.width, D].
 * The first, the class token's, stays. Bicubic with antialiasing, as timm's `resample_abs_pos_embed` does it.
 */
export function interpolatePositions(positions: Tensor, from: Grid, to: Grid): Tensor {
  const [, tokens, depth] = positions.dims as [number, number, number];
  if (tokens !== 1 + from.height * from.width) {
    throw new Error(`${tokens} position embeddings are not a class token and ${from.height}×${from.width} patches`);
  }
  const source = positions.data as Float32Array;
  const result = new Float32Array((1 + to.height * to.width) * depth);
  result.set(source.subarray(0, depth));
  const [rows, columns] = [mixtures(from.height, to.height), mixtures(from.width, to.width)];
  for (const [y, row] of rows.entries()) {
    for (const [x, column] of columns.entries()) {
      const target = (1 + y * to.width + x) * depth;
      for (const [i, a] of row.entries()) {
        for (const [j, b] of column.entries()) {
          const weight = a * b;
          if (weight === 0) continue;
          const at = (1 + i * from.width + j) * depth;
          for (let d = 0; d < depth; d++) result[target + d] = result[target + d]! + weight * source[at + d]!;
        }
      }
    }
  }
  return float32([1, 1 + to.height * to.width, depth], result);
}
