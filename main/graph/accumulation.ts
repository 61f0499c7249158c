import { float32, sizeOf } from '../domain/tensor.ts';
import type { GraphBuilder } from './builder.ts';
import { add, multiply } from './gradients/emit.ts';
import type { Carried, Trained } from './optimisers.ts';

/** Names of the numbers [] that are fed with each part of a batch. */
export const GRADIENT_SHARE = 'gradient_share';
export const GRADIENT_KEPT = 'gradient_kept';

/**
 * Adds up gradients over the parts of a batch: s ← s·kept + g·share, where `share` is the part's fraction of the
 * batch's images and `kept` is 0 with the first part and 1 with the others. The sums come in the order of `learnt`.
 */
export function addAccumulation(builder: GraphBuilder, learnt: readonly Trained[]): Carried {
  const carried: Carried = { carry: new Map(), initial: new Map() };
  const [share, kept] = [GRADIENT_SHARE, GRADIENT_KEPT].map((name) =>
    builder.input(name, { type: 'float32', dims: [] }),
  );
  for (const { parameter, gradient, dims } of learnt) {
    const sum = builder.input(`gradient_sum:${parameter}`, { type: 'float32', dims });
    const next = add(builder, multiply(builder, sum, kept), multiply(builder, gradient, share));
    carried.carry.set(sum, next);
    carried.initial.set(sum, float32(dims, new Float32Array(sizeOf(dims))));
  }
  return carried;
}
