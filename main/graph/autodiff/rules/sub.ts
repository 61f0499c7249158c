import type { GradientRule } from '../shared/gradient-rule.ts';
import { negate } from '../../ir/emit.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = a - b: da = dy, db = -dy */
export const sub: GradientRule = (context) => {
  const [a, b] = context.node.inputs;
  return [
    () => unbroadcast(context, context.dy, a),
    () => negate(context.builder, unbroadcast(context, context.dy, b)),
  ];
};
