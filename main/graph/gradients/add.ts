import type { GradientRule } from './rule.ts';
import { unbroadcast } from './unbroadcast.ts';

/** y = a + b: da = dy, db = dy */
export const add: GradientRule = (context) =>
  context.node.inputs.map((input) => () => unbroadcast(context, context.dy, input));
