/** Reductions over some axes. */
import { elementAt, firstOf } from '../../../domain/elements.ts';
import { int } from '../../ir/builder.ts';
import {
  attributesOf,
  choose,
  divide,
  expandTo,
  indicator,
  multiply,
  normalisedAxes,
  reduce,
  reshape,
  subtract,
} from '../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';

/** The axes that a reduction node sums over; all where it names none. */
function reducedAxes({ node, typeOf, constantOf, refuse }: RuleContext): number[] {
  const rank = typeOf(elementAt(node.inputs, 0)).dims.length;
  const axesInput = node.inputs[1] ?? '';
  const constant =
    axesInput === '' ? undefined : (constantOf(axesInput) ?? refuse('graph.not-constant', { input: 'axes' }));
  const axes = Array.from(constant?.data ?? [], Number);
  if (axes.length > 0) return normalisedAxes(axes, rank);
  return attributesOf(node).int('noop_with_empty_axes', 0) === 1 ? [] : Array.from({ length: rank }, (_, axis) => axis);
}

/** A value of the reduced shape with its reduced axes as axes of size 1, to be broadcast over x. */
function keptAxes(context: RuleContext, value: string): string {
  const { builder, node, typeOf } = context;
  if (attributesOf(node).int('keepdims', 1) === 1) return value;
  const axes = reducedAxes(context);
  const { dims } = typeOf(elementAt(node.inputs, 0));
  const kept = dims.map((dim, axis) => (axes.includes(axis) ? 1 : typeof dim === 'number' ? dim : -1));
  if (kept.filter((size) => size === -1).length <= 1) return reshape(builder, value, kept);
  return builder.node('Unsqueeze', [value, builder.ints(axes)]);
}

/** A gradient of the reduced shape, repeated along the reduced axes. */
function spread(context: RuleContext, gradient: string): string {
  const { builder, node, typeOf } = context;
  const [x] = firstOf(node.inputs, 1);
  return expandTo(builder, keptAxes(context, gradient), x, typeOf(x));
}

/** y = Σx over some axes: dx = dy, repeated */
export const reduceSum: GradientRule = (context) => [() => spread(context, context.dy)];

/** y = Σx/m, m the number of elements in one mean: dx = dy/m, repeated */
export const reduceMean: GradientRule = (context) => [
  () => spread(context, multiply(context.builder, context.dy, reciprocalCount(context, reducedAxes(context)))),
];

/** 1/m for a mean over these axes, as a value; read from the graph where a size is known only then. */
export function reciprocalCount(context: RuleContext, axes: readonly number[]): string {
  const { builder, node, typeOf } = context;
  const [x] = firstOf(node.inputs, 1);
  const sizes = axes.map((axis) => typeOf(x).dims[axis]);
  if (sizes.every((size) => typeof size === 'number')) return builder.scalar(1 / sizes.reduce((a, b) => a * b, 1));
  return builder.node('Div', [sizeAsFloat(context, elementAt(node.outputs, 0)), sizeAsFloat(context, x)]);
}

function sizeAsFloat({ builder }: RuleContext, value: string): string {
  const FLOAT = 1;
  return builder.node('Cast', [builder.node('Size', [value])], { to: int(FLOAT) });
}

/** y = max x over some axes: the elements that are y share dy in equal parts. The same for ReduceMin. */
export const reduceMax: GradientRule = (context) => [
  () => {
    const { builder, node, dy } = context;
    const [x] = firstOf(node.inputs, 1);
    const chosen = indicator(builder, 'Equal', x, keptAxes(context, elementAt(node.outputs, 0)));
    const count = reduce(builder, 'ReduceSum', chosen, reducedAxes(context));
    return multiply(builder, chosen, divide(builder, keptAxes(context, dy), count));
  },
];

/** y = Πx over some axes: dx = dy times the product of the others, also where some of them are 0 */
export const reduceProd: GradientRule = (context) => [
  () => {
    const { builder, node, dy } = context;
    const [x] = firstOf(node.inputs, 1);
    const axes = reducedAxes(context);
    const zero = builder.scalar(0);
    const isZero = builder.node('Equal', [x, zero]);
    const counted = indicator(builder, 'Equal', x, zero);
    const nonZero = choose(builder, isZero, builder.scalar(1), x);
    const others = divide(builder, reduce(builder, 'ReduceProd', nonZero, axes), nonZero);
    const otherZeros = subtract(builder, reduce(builder, 'ReduceSum', counted, axes), counted);
    const product = multiply(builder, others, indicator(builder, 'Equal', otherZeros, zero));
    return multiply(builder, product, keptAxes(context, dy));
  },
];

/** y = Σ|x| over some axes: dx = dy·sign x */
export const reduceL1: GradientRule = (context) => [
  () =>
    multiply(
      context.builder,
      context.builder.node('Sign', [elementAt(context.node.inputs, 0)]),
      keptAxes(context, context.dy),
    ),
];

/** Far below any norm that is not 0, so that the gradient of a norm of 0 is 0. */
const TINY = 1e-30;

/** y = √Σx² over some axes: dx = dy·x/y, 0 where y is */
export const reduceL2: GradientRule = (context) => [
  () => {
    const { builder, node, dy } = context;
    const norm = builder.node('Max', [elementAt(node.outputs, 0), builder.scalar(TINY)]);
    return multiply(builder, elementAt(node.inputs, 0), keptAxes(context, divide(builder, dy, norm)));
  },
];

/** y = ln Σx over some axes: dx = dy/eʸ, repeated */
export const reduceLogSum: GradientRule = (context) => [
  () =>
    spread(
      context,
      divide(context.builder, context.dy, context.builder.node('Exp', [elementAt(context.node.outputs, 0)])),
    ),
];

/** y = ln Σeˣ over some axes: dx = dy·eˣ⁻ʸ */
export const reduceLogSumExp: GradientRule = (context) => [
  () => {
    const { builder, node, dy } = context;
    const share = builder.node('Exp', [
      subtract(builder, elementAt(node.inputs, 0), keptAxes(context, elementAt(node.outputs, 0))),
    ]);
    return multiply(builder, share, keptAxes(context, dy));
  },
];

/** y = Σx² over some axes: dx = 2x·dy */
export const reduceSumSquare: GradientRule = (context) => [
  () => {
    const { builder, node, dy } = context;
    return multiply(builder, elementAt(node.inputs, 0), keptAxes(context, multiply(builder, dy, builder.scalar(2))));
  },
];
