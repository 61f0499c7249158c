import { attributesOf, multiply, reduce } from '../../ir/emit.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = softmax(x) along an axis: dx = y·(dy - Σ dy·y) */
export const softmax: GradientRule = ({ builder, node, dy }) => [
  () => {
    const [y] = node.outputs;
    const total = reduce(builder, 'ReduceSum', multiply(builder, dy, y), [attributesOf(node).int('axis', -1)]);
    return multiply(builder, y, builder.node('Sub', [dy, total]));
  },
];
