import type { Dim } from '../../ir/graph.ts';
import type { AxisMap } from '../shared/axis-map.ts';
import { axisMap, transposedMaps } from '../shared/axis-map.ts';
import { attributesOf, normalisedAxes, pad as padded, slice } from '../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';

/** How many elements are added before and after along each axis; fewer than 0 cuts. */
interface Margins {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** y = x with a border of a constant, or of its own pixels: dx = the part of dy where x lies, and the border's share */
export const pad: GradientRule = (context) => {
  const { node, typeOf } = context;
  const margins = marginsOf(context);
  const mode = attributesOf(node).string('mode', 'constant');
  return [
    () =>
      mode === 'constant'
        ? inner(context, margins)
        : transposedMaps(context, typeOf(node.outputs[0]).dims, mapsOf(context, mode, margins)),
  ];
};

function marginsOf({ node, typeOf, constantOf, refuse }: RuleContext): Margins {
  const [x, padsInput, , axesInput] = node.inputs;
  const { dims } = typeOf(x);
  const numbers = (input: string): number[] =>
    Array.from((constantOf(input) ?? refuse(`its input "${input}" is not constant`)).data, Number);
  const pads = numbers(padsInput);
  const axes = axesInput ? normalisedAxes(numbers(axesInput), dims.length) : dims.map((_, axis) => axis);
  const along = (from: number): number[] =>
    dims.map((_, axis) => (axes.includes(axis) ? pads[from + axes.indexOf(axis)] : 0));
  return { before: along(0), after: along(axes.length) };
}

function inner({ builder, dy }: RuleContext, { before, after }: Margins): string {
  const cut = (counts: readonly number[]): number[] => counts.map((count) => Math.max(0, -count));
  const whole = padded(builder, dy, cut(before), cut(after));
  const axes = before.flatMap((count, axis) => (count > 0 || after[axis] > 0 ? [axis] : []));
  if (axes.length === 0) return whole;
  const starts = axes.map((axis) => Math.max(0, before[axis]));
  // Counted from the end; an end beyond the last element is cut to it.
  const ends = axes.map((axis) => (after[axis] > 0 ? -after[axis] : Number.MAX_SAFE_INTEGER));
  return slice(builder, whole, { axes, starts, ends });
}

/** Which pixel each one of the border repeats. */
const repeated: Readonly<Record<string, (place: number, size: number) => number>> = {
  edge: (place, size) => Math.min(Math.max(place, 0), size - 1),
  reflect: (place, size) => {
    const period = Math.max(1, 2 * size - 2);
    const within = ((place % period) + period) % period;
    return Math.min(within, period - within);
  },
  wrap: (place, size) => ((place % size) + size) % size,
};

function mapsOf({ node, typeOf, refuse }: RuleContext, mode: string, { before, after }: Margins): AxisMap[] {
  const source = repeated[mode] ?? refuse(`mode ${mode}`);
  return typeOf(node.inputs[0]).dims.flatMap((dim: Dim, axis) => {
    if (before[axis] === 0 && after[axis] === 0) return [];
    const size = typeof dim === 'number' ? dim : refuse('it repeats pixels along an axis of unknown size');
    const length = before[axis] + size + after[axis];
    const rows = Array.from({ length }, (_, at): [number, number][] => [[source(at - before[axis], size), 1]]);
    return [axisMap(axis, size, rows)];
  });
}
