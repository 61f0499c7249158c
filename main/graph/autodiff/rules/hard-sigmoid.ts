import { attributesOf, indicator, multiply } from '../../ir/emit.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = α·x + β between 0 and 1: dx = α·dy where y is between them */
export const hardSigmoid: GradientRule = ({ builder, node, dy }) => [
  () => {
    const [y] = node.outputs;
    const slope = builder.scalar(attributesOf(node).float('alpha', 0.2));
    const isBetween = multiply(
      builder,
      indicator(builder, 'Greater', y, builder.scalar(0)),
      indicator(builder, 'Less', y, builder.scalar(1)),
    );
    return multiply(builder, multiply(builder, dy, slope), isBetween);
  },
];
