/** Heatmaps from the attention of a transformer: how much its answer takes from each token, through all layers. */
import type { GraphBuilder } from '../ir/builder.ts';
import { float32 } from '../../domain/tensor.ts';
import { add, multiply, reduce, slice } from '../ir/emit.ts';
import type { Grid } from './grid.ts';

/** One layer's share of each token in each: [N, T, T]. */
type Mixing = string;

/** Abnar & Zuidema 2020: the mean over the heads, half of it beside half of the token itself (the residual branch). */
export function rolloutMixing(builder: GraphBuilder, probabilities: string): Mixing {
  return reduce(builder, 'ReduceMean', probabilities, [1], false);
}

/** Chefer et al. 2021: the mean over the heads of (∇A ⊙ A)⁺, which is what speaks for the score. */
export function relevanceMixing(builder: GraphBuilder, probabilities: string, gradients: string): Mixing {
  const positive = builder.node('Relu', [multiply(builder, gradients, probabilities)]);
  return reduce(builder, 'ReduceMean', positive, [1], false);
}

/**
 * The row of the class token (without one, the mean row) of R = (I + M_L) … (I + M_1), for which each layer adds
 * R ← R + M·R, at the tokens of the image: [N, 1, P]. One row from the last layer back is all that is computed.
 * @param share of each I + M that is kept: 1, or 1/2 where its rows should add up to 1.
 */
export function throughLayers(
  builder: GraphBuilder,
  mixings: readonly Mixing[],
  { grid, share }: { readonly grid: Grid; readonly share: number },
): string {
  const { leading, height, width } = grid;
  const tokens = leading + height * width;
  const weight = (token: number): number => (leading === 0 ? 1 / tokens : token === 0 ? 1 : 0);
  let row = builder.constant(
    float32(
      [1, 1, tokens],
      Array.from({ length: tokens }, (_, token) => weight(token)),
    ),
  );
  for (const mixing of mixings.toReversed()) {
    const sum = add(builder, row, builder.node('MatMul', [row, mixing]));
    row = share === 1 ? sum : multiply(builder, sum, builder.scalar(share));
  }
  return leading === 0 ? row : slice(builder, row, { axes: [2], starts: [leading], ends: [tokens] });
}
