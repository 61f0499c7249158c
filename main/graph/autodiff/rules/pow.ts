import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';
import { choose, multiply, subtract } from '../../ir/emit.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = xᵖ: dx = dy·p·xᵖ⁻¹, dp = dy·y·ln x, the latter 0 where x is not positive */
export const pow: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const [x, p] = node.inputs;
  return [
    () => unbroadcast(context, multiply(builder, dy, slopeOf(context)), x),
    () => {
      const isPositive = builder.node('Greater', [x, builder.scalar(0)]);
      const log = builder.node('Log', [choose(builder, isPositive, x, builder.scalar(1))]);
      return unbroadcast(context, multiply(builder, multiply(builder, dy, node.outputs[0]), log), p);
    },
  ];
};

/** p·xᵖ⁻¹; for p a number of its own also where x is 0. */
function slopeOf({ builder, node, constantOf }: RuleContext): string {
  const [x, p] = node.inputs;
  const constant = constantOf(p);
  if (constant?.data.length !== 1) {
    const lower = subtract(builder, p, builder.scalar(1));
    return multiply(builder, p, builder.node('Pow', [x, lower]));
  }
  const exponent = Number(constant.data[0]);
  const power = exponent === 2 ? x : builder.node('Pow', [x, builder.scalar(exponent - 1)]);
  return multiply(builder, power, builder.scalar(exponent));
}
