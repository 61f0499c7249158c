/** Arithmetic on inputs that are broadcast to one shape. */
import { elementAt, firstOf } from '../../../domain/elements.ts';
import { choose, divide, indicator, multiply, negate, subtract } from '../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = a + b: da = dy, db = dy */
export const add: GradientRule = (context) =>
  context.node.inputs.map((input) => () => unbroadcast(context, context.dy, input));

/** y = a - b: da = dy, db = -dy */
export const sub: GradientRule = (context) => {
  const [a, b] = firstOf(context.node.inputs, 2);
  return [
    () => unbroadcast(context, context.dy, a),
    () => negate(context.builder, unbroadcast(context, context.dy, b)),
  ];
};

/** y = a·b: da = dy·b, db = dy·a */
export const mul: GradientRule = (context) => {
  const { builder, dy, node } = context;
  const [a, b] = firstOf(node.inputs, 2);
  return [
    () => unbroadcast(context, multiply(builder, dy, b), a),
    () => unbroadcast(context, multiply(builder, dy, a), b),
  ];
};

/** y = a/b: da = dy/b, db = -dy·y/b */
export const div: GradientRule = (context) => {
  const { builder, dy, node } = context;
  const [a, b] = firstOf(node.inputs, 2);
  const quotient = (value: string): string => builder.node('Div', [value, b]);
  return [
    () => unbroadcast(context, quotient(dy), a),
    () => negate(builder, unbroadcast(context, quotient(multiply(builder, dy, elementAt(node.outputs, 0))), b)),
  ];
};

/** y = xᵖ: dx = dy·p·xᵖ⁻¹, dp = dy·y·ln x, the latter 0 where x is not positive */
export const pow: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const [x, p] = firstOf(node.inputs, 2);
  return [
    () => unbroadcast(context, multiply(builder, dy, slopeOf(context)), x),
    () => {
      const isPositive = builder.node('Greater', [x, builder.scalar(0)]);
      const log = builder.node('Log', [choose(builder, isPositive, x, builder.scalar(1))]);
      return unbroadcast(context, multiply(builder, multiply(builder, dy, elementAt(node.outputs, 0)), log), p);
    },
  ];
};

/** p·xᵖ⁻¹; for p a number of its own also where x is 0. */
function slopeOf({ builder, node, constantOf }: RuleContext): string {
  const [x, p] = firstOf(node.inputs, 2);
  const constant = constantOf(p);
  if (constant?.data.length !== 1) {
    const lower = subtract(builder, p, builder.scalar(1));
    return multiply(builder, p, builder.node('Pow', [x, lower]));
  }
  const exponent = Number(constant.data[0]);
  const power = exponent === 2 ? x : builder.node('Pow', [x, builder.scalar(exponent - 1)]);
  return multiply(builder, power, builder.scalar(exponent));
}

/** y = a + b + …: da = db = … = dy */
export const sum: GradientRule = (context) =>
  context.node.inputs.map((input) => () => unbroadcast(context, context.dy, input));

/** y = (a + b + …)/n: da = db = … = dy/n */
export const mean: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const share = (): string => multiply(builder, dy, builder.scalar(1 / node.inputs.length));
  return node.inputs.map((input) => () => unbroadcast(context, share(), input));
};

/** y = the largest of a, b, … in each place: the inputs that are y share dy in equal parts. The same for Min. */
export const max: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const [y] = firstOf(node.outputs, 1);
  if (node.inputs.length === 1) return [() => dy];
  let each: string[] | undefined;
  const shares = (): string[] => {
    const chosen = node.inputs.map((input) => indicator(builder, 'Equal', input, y));
    const share = divide(
      builder,
      dy,
      chosen.reduce((sum, one) => builder.node('Add', [sum, one])),
    );
    return chosen.map((one) => multiply(builder, share, one));
  };
  return node.inputs.map((input, index) => () => unbroadcast(context, elementAt((each ??= shares()), index), input));
};

/** y = a where the condition holds, else b: each has dy in its places */
export const where: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const [condition, a, b] = firstOf(node.inputs, 3);
  const zero = (): string => builder.scalar(0);
  return [
    undefined,
    () => unbroadcast(context, choose(builder, condition, dy, zero()), a),
    () => unbroadcast(context, choose(builder, condition, zero(), dy), b),
  ];
};
