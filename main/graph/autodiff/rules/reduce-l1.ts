import { multiply } from '../../ir/emit.ts';
import { keptAxes } from './reduce-sum.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = Σ|x| over some axes: dx = dy·sign x */
export const reduceL1: GradientRule = (context) => [
  () =>
    multiply(context.builder, context.builder.node('Sign', [context.node.inputs[0]]), keptAxes(context, context.dy)),
];
