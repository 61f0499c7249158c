import { add, divide, indicator, multiply } from '../../ir/emit.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = the largest of a, b, … in each place: the inputs that are y share dy in equal parts. The same for Min. */
export const max: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const [y] = node.outputs;
  if (node.inputs.length === 1) return [() => dy];
  let each: string[] | undefined;
  const shares = (): string[] => {
    const chosen = node.inputs.map((input) => indicator(builder, 'Equal', input, y));
    const share = divide(
      builder,
      dy,
      chosen.reduce((sum, one) => add(builder, sum, one)),
    );
    return chosen.map((one) => multiply(builder, share, one));
  };
  return node.inputs.map((input, index) => () => unbroadcast(context, (each ??= shares())[index], input));
};
