import { multiply } from '../../ir/emit.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = (a + b + …)/n: da = db = … = dy/n */
export const mean: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const share = (): string => multiply(builder, dy, builder.scalar(1 / node.inputs.length));
  return node.inputs.map((input) => () => unbroadcast(context, share(), input));
};
