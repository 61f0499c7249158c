import { attributesOf, expandTo, normalisedAxes, reshape } from '../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';

/** The axes that a reduction node sums over; all where it names none. */
export function reducedAxes({ node, typeOf, constantOf, refuse }: RuleContext): number[] {
  const rank = typeOf(node.inputs[0]).dims.length;
  const axesInput = node.inputs[1] ?? '';
  const constant = axesInput === '' ? undefined : (constantOf(axesInput) ?? refuse('its axes are not constant'));
  const axes = Array.from(constant?.data ?? [], Number);
  if (axes.length > 0) return normalisedAxes(axes, rank);
  return attributesOf(node).int('noop_with_empty_axes', 0) === 1 ? [] : Array.from({ length: rank }, (_, axis) => axis);
}

/** A value of the reduced shape with its reduced axes as axes of size 1, to be broadcast over x. */
export function keptAxes(context: RuleContext, value: string): string {
  const { builder, node, typeOf } = context;
  if (attributesOf(node).int('keepdims', 1) === 1) return value;
  const axes = reducedAxes(context);
  const { dims } = typeOf(node.inputs[0]);
  const kept = dims.map((dim, axis) => (axes.includes(axis) ? 1 : typeof dim === 'number' ? dim : -1));
  if (kept.filter((size) => size === -1).length <= 1) return reshape(builder, value, kept);
  return builder.node('Unsqueeze', [value, builder.ints(axes)]);
}

/** A gradient of the reduced shape, repeated along the reduced axes. */
export function spread(context: RuleContext, gradient: string): string {
  const { builder, node, typeOf } = context;
  const [x] = node.inputs;
  return expandTo(builder, keptAxes(context, gradient), x, typeOf(x));
}

/** y = Σx over some axes: dx = dy, repeated */
export const reduceSum: GradientRule = (context) => [() => spread(context, context.dy)];
