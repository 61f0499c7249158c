import { add, attributesOf, divide, multiply, pad, slice, subtract } from '../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';

/**
 * y = x·s^(-β), s = k + α/n·Σx² over n neighbouring channels (Krizhevsky et al. 2012):
 * dx = dy·s^(-β) - 2αβ/n·x·Σ dy·y/s, the sum over the channels that have x in their neighbourhood
 */
export const lrn: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const attributes = attributesOf(node);
  const [alpha, beta, k] = [
    attributes.float('alpha', 1e-4),
    attributes.float('beta', 0.75),
    attributes.float('bias', 1),
  ];
  const size = attributes.int('size', 1);
  const before = Math.floor((size - 1) / 2);
  const after = size - 1 - before;
  return [
    () => {
      const [x] = node.inputs;
      const squares = neighbourSum(context, multiply(builder, x, x), before, after);
      const s = add(builder, multiply(builder, squares, builder.scalar(alpha / size)), builder.scalar(k));
      const direct = multiply(builder, dy, builder.node('Pow', [s, builder.scalar(-beta)]));
      const shares = divide(builder, multiply(builder, dy, node.outputs[0]), s);
      const indirect = multiply(builder, x, neighbourSum(context, shares, after, before));
      return subtract(builder, direct, multiply(builder, indirect, builder.scalar((2 * alpha * beta) / size)));
    },
  ];
};

/** Of each channel the sum over itself, so many before and so many after it. */
function neighbourSum(
  { builder, node, typeOf, refuse }: RuleContext,
  value: string,
  before: number,
  after: number,
): string {
  const { dims } = typeOf(node.inputs[0]);
  const channels = dims[1];
  if (typeof channels !== 'number') return refuse('the number of channels is not known');
  const along = (count: number): number[] => dims.map((_, axis) => (axis === 1 ? count : 0));
  const padded = pad(builder, value, along(before), along(after));
  const shifted = Array.from({ length: before + after + 1 }, (_, start) =>
    slice(builder, padded, { axes: [1], starts: [start], ends: [start + channels] }),
  );
  return shifted.reduce((sum, part) => add(builder, sum, part));
}
