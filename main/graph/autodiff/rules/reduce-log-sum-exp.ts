import { multiply, subtract } from '../../ir/emit.ts';
import { keptAxes } from './reduce-sum.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = ln Σeˣ over some axes: dx = dy·eˣ⁻ʸ */
export const reduceLogSumExp: GradientRule = (context) => [
  () => {
    const { builder, node, dy } = context;
    const share = builder.node('Exp', [subtract(builder, node.inputs[0], keptAxes(context, node.outputs[0]))]);
    return multiply(builder, share, keptAxes(context, dy));
  },
];
