import { indicator, multiply } from '../../ir/emit.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = x between two limits: dx = dy where y is x, also on a limit; beyond a limit dy is the limit's. */
export const clip: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const [x, low, high] = node.inputs;
  const where = (comparison: 'Equal' | 'Less' | 'Greater', a: string, b: string): string =>
    multiply(builder, dy, indicator(builder, comparison, a, b));
  return [
    () => where('Equal', x, node.outputs[0]),
    () => unbroadcast(context, where('Less', x, low), low),
    () => unbroadcast(context, where('Greater', x, high), high),
  ];
};
