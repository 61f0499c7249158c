import { attributesOf, indicator, multiply } from '../../ir/emit.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = x above a threshold, else 0: dx = dy above it */
export const thresholdedRelu: GradientRule = ({ builder, node, dy }) => [
  () => {
    const threshold = builder.scalar(attributesOf(node).float('alpha', 1));
    return multiply(builder, dy, indicator(builder, 'Greater', node.inputs[0], threshold));
  },
];
