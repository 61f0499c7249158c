import type { GradientRule } from '../shared/gradient-rule.ts';
import { multiply } from '../../ir/emit.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = a·b: da = dy·b, db = dy·a */
export const mul: GradientRule = (context) => {
  const { builder, dy, node } = context;
  const [a, b] = node.inputs;
  return [
    () => unbroadcast(context, multiply(builder, dy, b), a),
    () => unbroadcast(context, multiply(builder, dy, a), b),
  ];
};
