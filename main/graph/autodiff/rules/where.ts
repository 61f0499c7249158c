import { choose } from '../../ir/emit.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = a where the condition holds, else b: each has dy in its places */
export const where: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const [condition, a, b] = node.inputs;
  const zero = (): string => builder.scalar(0);
  return [
    undefined,
    () => unbroadcast(context, choose(builder, condition, dy, zero()), a),
    () => unbroadcast(context, choose(builder, condition, zero(), dy), b),
  ];
};
