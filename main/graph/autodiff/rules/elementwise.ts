/** Functions of each element of one input. */
import { elementAt, firstOf } from '../../../domain/elements.ts';
import { indicator, multiply, negate } from '../../ir/emit.ts';
import { elementwise } from '../shared/elementwise-rule.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = x: dx = dy */
export const identity: GradientRule = ({ dy }) => [() => dy];

/** The inference form, y = x: dx = dy. The training form has become a product with a mask (training-form.ts). */
export const dropout: GradientRule = (context) => {
  const training = context.constantOf(context.node.inputs[2] ?? '');
  const isOn = (context.node.inputs[2] ?? '') !== '' && training?.data[0] !== 0;
  return isOn ? context.refuse('graph.draws-random', {}) : identity(context);
};

/** y = |x|: dx = dy·sign x, 0 at 0 */
export const abs = elementwise((builder, x) => builder.node('Sign', [x]));

/** y = -x: dx = -dy */
export const neg: GradientRule = ({ builder, dy }) => [() => negate(builder, dy)];

/** y = 1/x: dx = -dy·y² */
export const reciprocal = elementwise((builder, _, y) => negate(builder, multiply(builder, y, y)));

/** y = √x: dx = dy/(2y) */
export const sqrt: GradientRule = ({ builder, node, dy }) => [
  () => builder.node('Div', [multiply(builder, dy, builder.scalar(0.5)), elementAt(node.outputs, 0)]),
];

/** y = eˣ: dx = dy·y */
export const exp = elementwise((_builder, _x, y) => y);

/** y = ln x: dx = dy/x */
export const log: GradientRule = ({ builder, node, dy }) => [
  () => builder.node('Div', [dy, elementAt(node.inputs, 0)]),
];

/** y = sin x: dx = dy·cos x */
export const sin = elementwise((builder, x) => builder.node('Cos', [x]));

/** y = cos x: dx = -dy·sin x */
export const cos = elementwise((builder, x) => negate(builder, builder.node('Sin', [x])));

/** y = erf x: dx = dy·2/√π·e^(-x²) */
export const erf = elementwise((builder, x) => {
  const bell = builder.node('Exp', [negate(builder, multiply(builder, x, x))]);
  return multiply(builder, bell, builder.scalar(2 / Math.sqrt(Math.PI)));
});

/** y = x between two limits: dx = dy where y is x, also on a limit; beyond a limit dy is the limit's. */
export const clip: GradientRule = (context) => {
  const { builder, node, dy } = context;
  const [x] = firstOf(node.inputs, 1);
  const limit = (index: 1 | 2): string => elementAt(node.inputs, index);
  const where = (comparison: 'Equal' | 'Less' | 'Greater', a: string, b: string): string =>
    multiply(builder, dy, indicator(builder, comparison, a, b));
  return [
    () => where('Equal', x, elementAt(node.outputs, 0)),
    () => unbroadcast(context, where('Less', x, limit(1)), limit(1)),
    () => unbroadcast(context, where('Greater', x, limit(2)), limit(2)),
  ];
};
