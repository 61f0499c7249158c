import { multiply } from '../../ir/emit.ts';
import { keptAxes } from './reduce-sum.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = Σx² over some axes: dx = 2x·dy */
export const reduceSumSquare: GradientRule = (context) => [
  () => {
    const { builder, node, dy } = context;
    return multiply(builder, node.inputs[0], keptAxes(context, multiply(builder, dy, builder.scalar(2))));
  },
];
