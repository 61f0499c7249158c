import type { GradientRule } from '../shared/gradient-rule.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = a + b + …: da = db = … = dy */
export const sum: GradientRule = (context) =>
  context.node.inputs.map((input) => () => unbroadcast(context, context.dy, input));
