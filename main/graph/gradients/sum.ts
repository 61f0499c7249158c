import type { GradientRule } from './rule.ts';
import { unbroadcast } from './unbroadcast.ts';

/** y = a + b + …: da = db = … = dy */
export const sum: GradientRule = (context) =>
  context.node.inputs.map((input) => () => unbroadcast(context, context.dy, input));
