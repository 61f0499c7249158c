import { add, attributesOf, multiply } from '../../ir/emit.ts';
import { piecewise } from '../shared/piecewise.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = x where it is positive, else α·(eˣ - 1): dx = dy, or dy·(y + α) */
export const elu: GradientRule = ({ builder, node, dy }) => [
  () => {
    const slope = add(builder, node.outputs[0], builder.scalar(attributesOf(node).float('alpha', 1)));
    return multiply(builder, dy, piecewise(builder, node.inputs[0], builder.scalar(1), slope));
  },
];
