import { attributesOf, slice } from './emit.ts';
import type { GradientRule } from './rule.ts';

/** y = x with a constant around it: dx = the part of dy where x lies */
export const pad: GradientRule = ({ builder, node, dy, typeOf, constantOf, refuse }) => {
  const [x, padsInput, , axesInput] = node.inputs;
  if (attributesOf(node).string('mode', 'constant') !== 'constant') refuse('it repeats or reflects the image');
  if (axesInput) refuse('it names its axes');
  const pads = constantOf(padsInput) ?? refuse('its pads are not constant');
  const rank = typeOf(x).dims.length;
  const before = Array.from(pads.data, Number).slice(0, rank);
  const after = Array.from(pads.data, Number).slice(rank);
  if ([...before, ...after].some((count) => count < 0)) refuse('it cuts instead of padding');
  const axes = before.flatMap((count, axis) => (count > 0 || after[axis] > 0 ? [axis] : []));
  if (axes.length === 0) return [() => dy];
  const starts = axes.map((axis) => before[axis]);
  // Counted from the end; an end beyond the last element is cut to it.
  const ends = axes.map((axis) => (after[axis] === 0 ? Number.MAX_SAFE_INTEGER : -after[axis]));
  return [() => slice(builder, dy, { axes, starts, ends })];
};
