import type { GradientRule } from '../shared/gradient-rule.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = x repeated to a shape: dx = Σ of dy over the repetitions */
export const expand: GradientRule = (context) => [() => unbroadcast(context, context.dy, context.node.inputs[0])];
