import { add, attributesOf, multiply } from '../../ir/emit.ts';
import { piecewise } from '../shared/piecewise.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = γ·x where x is positive, else γ·α·(eˣ - 1) (Klambauer et al. 2017): dx = γ·dy, or dy·(y + γ·α) */
export const selu: GradientRule = ({ builder, node, dy }) => [
  () => {
    const attributes = attributesOf(node);
    const alpha = attributes.float('alpha', 1.6732631921768188);
    const gamma = attributes.float('gamma', 1.0507010221481323);
    const slope = add(builder, node.outputs[0], builder.scalar(gamma * alpha));
    return multiply(builder, dy, piecewise(builder, node.inputs[0], builder.scalar(gamma), slope));
  },
];
