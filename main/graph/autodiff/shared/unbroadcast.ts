import { elementAt } from '../../../domain/elements.ts';
import type { Dim } from '../../ir/graph.ts';
import { reduce, reshapeTo } from '../../ir/emit.ts';
import type { RuleContext } from './gradient-rule.ts';

/**
 * Sums a gradient of shape `dims` (by default that of the node's output) over the axes that `input` was broadcast
 * along (numpy's rules), so that it gets the shape of `input`.
 */
export function unbroadcast(context: RuleContext, gradient: string, input: string, dims?: readonly Dim[]): string {
  const { builder, node, typeOf } = context;
  const from = dims ?? typeOf(elementAt(node.outputs, 0)).dims;
  const to = typeOf(input);
  const leading = from.length - to.dims.length;
  const axes = from.flatMap((dim, axis) =>
    axis < leading || (to.dims[axis - leading] === 1 && dim !== 1) ? [axis] : [],
  );
  if (axes.length === 0) return gradient;
  const summed = reduce(builder, 'ReduceSum', gradient, axes);
  return leading === 0 ? summed : reshapeTo(builder, summed, input, to);
}
