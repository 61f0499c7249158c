import { float32, sizeOf } from '../domain/tensor.ts';
import type { GraphBuilder } from './builder.ts';
import { add, multiply, scale } from './gradients/emit.ts';
import type { Carried, Trained } from './optimisers.ts';

/** Names of the numbers [] that are fed with each part of a batch. */
export const GRADIENT_SHARE = 'gradient_share';
export const GRADIENT_KEPT = 'gradient_kept';

const SUM = 'gradient_sum:';

/** Whether a carried value is a sum of gradients: between batches nothing of it is needed. */
export const isGradientSum = (name: string): boolean => name.startsWith(SUM);

/** The part of the batch's loss that a part of the batch has: its own times its fraction of the images, fed. */
export function addShare(builder: GraphBuilder, loss: string): string {
  return multiply(builder, loss, builder.input(GRADIENT_SHARE, { type: 'float32', dims: [] }));
}

/**
 * Adds up gradients over the parts of a batch: s ← s·kept + g, where `kept` is 0 with the first part and 1 with the
 * others. The sums come in the order of `learnt`.
 */
export function addAccumulation(builder: GraphBuilder, learnt: readonly Trained[]): Carried {
  const carried: Carried = { carry: new Map(), initial: new Map() };
  const kept = builder.input(GRADIENT_KEPT, { type: 'float32', dims: [] });
  for (const { parameter, gradient, dims } of learnt) {
    const sum = builder.input(`${SUM}${parameter}`, { type: 'float32', dims });
    carried.carry.set(sum, add(builder, scale(builder, sum, kept, dims), gradient));
    carried.initial.set(sum, float32(dims, new Float32Array(sizeOf(dims))));
  }
  return carried;
}
