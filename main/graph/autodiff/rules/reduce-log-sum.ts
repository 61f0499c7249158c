import { divide } from '../../ir/emit.ts';
import { spread } from './reduce-sum.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = ln Σx over some axes: dx = dy/eʸ, repeated */
export const reduceLogSum: GradientRule = (context) => [
  () => spread(context, divide(context.builder, context.dy, context.builder.node('Exp', [context.node.outputs[0]]))),
];
