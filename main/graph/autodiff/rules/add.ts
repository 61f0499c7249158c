import type { GradientRule } from '../shared/gradient-rule.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = a + b: da = dy, db = dy */
export const add: GradientRule = (context) =>
  context.node.inputs.map((input) => () => unbroadcast(context, context.dy, input));
