import { divide, multiply } from '../../ir/emit.ts';
import { keptAxes } from './reduce-sum.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** Far below any norm that is not 0, so that the gradient of a norm of 0 is 0. */
const TINY = 1e-30;

/** y = √Σx² over some axes: dx = dy·x/y, 0 where y is */
export const reduceL2: GradientRule = (context) => [
  () => {
    const { builder, node, dy } = context;
    const norm = builder.node('Max', [node.outputs[0], builder.scalar(TINY)]);
    return multiply(builder, node.inputs[0], keptAxes(context, divide(builder, dy, norm)));
  },
];
