import type { GradientRule } from './rule.ts';
import { negate } from './emit.ts';
import { unbroadcast } from './unbroadcast.ts';

/** y = a - b: da = dy, db = -dy */
export const sub: GradientRule = (context) => {
  const [a, b] = context.node.inputs;
  return [
    () => unbroadcast(context, context.dy, a),
    () => negate(context.builder, unbroadcast(context, context.dy, b)),
  ];
};
