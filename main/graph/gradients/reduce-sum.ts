import { attributesOf, expandTo, normalisedAxes, reshape } from './emit.ts';
import type { GradientRule, RuleContext } from './rule.ts';

/** The axes that a reduction node sums over; all where it names none. */
export function reducedAxes({ node, typeOf, constantOf, refuse }: RuleContext): number[] {
  const rank = typeOf(node.inputs[0]).dims.length;
  const axesInput = node.inputs[1] ?? '';
  const constant = axesInput === '' ? undefined : (constantOf(axesInput) ?? refuse('its axes are not constant'));
  const axes = Array.from(constant?.data ?? [], Number);
  if (axes.length > 0) return normalisedAxes(axes, rank);
  return attributesOf(node).int('noop_with_empty_axes', 0) === 1 ? [] : Array.from({ length: rank }, (_, axis) => axis);
}

/** A gradient of the reduced shape, repeated along the reduced axes. */
export function spread(context: RuleContext, gradient: string): string {
  const { builder, node, typeOf } = context;
  const [x] = node.inputs;
  const axes = reducedAxes(context);
  const { dims } = typeOf(x);
  const kept = dims.map((dim, axis) => (axes.includes(axis) ? 1 : typeof dim === 'number' ? dim : -1));
  return expandTo(builder, reshape(builder, gradient, kept), x, typeOf(x));
}

/** y = Σx over some axes: dx = dy, repeated */
export const reduceSum: GradientRule = (context) => [() => spread(context, context.dy)];
