import { attributesOf, multiply, reduce } from '../../ir/emit.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = log softmax(x) along an axis: dx = dy - eʸ·Σdy */
export const logSoftmax: GradientRule = ({ builder, node, dy }) => [
  () => {
    const total = reduce(builder, 'ReduceSum', dy, [attributesOf(node).int('axis', -1)]);
    const share = multiply(builder, builder.node('Exp', [node.outputs[0]]), total);
    return builder.node('Sub', [dy, share]);
  },
];
