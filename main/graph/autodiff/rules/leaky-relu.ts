import { attributesOf, multiply } from '../../ir/emit.ts';
import { piecewise } from '../shared/piecewise.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = x where it is positive, else α·x: dx = dy, or α·dy */
export const leakyRelu: GradientRule = ({ builder, node, dy }) => [
  () => {
    const slope = builder.scalar(attributesOf(node).float('alpha', 0.01));
    return multiply(builder, dy, piecewise(builder, node.inputs[0], builder.scalar(1), slope));
  },
];
