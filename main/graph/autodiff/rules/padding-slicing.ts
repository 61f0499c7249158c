/** Borders added to and parts cut out of an image. */
import { elementAt, firstOf } from '../../../domain/elements.ts';
import { ownEntry } from '../../../domain/own-entry.ts';
import { int } from '../../ir/builder.ts';
import { attributesOf, normalisedAxes, pad as padded, reshape, slice as sliced } from '../../ir/emit.ts';
import type { Dim } from '../../ir/graph.ts';
import type { AxisMap } from '../shared/axis-map.ts';
import { axisMap, transposedMaps } from '../shared/axis-map.ts';
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
        : transposedMaps(context, typeOf(elementAt(node.outputs, 0)).dims, mapsOf(context, mode, margins)),
  ];
};

function marginsOf(context: RuleContext): Margins {
  const { node, typeOf } = context;
  const [x, padsInput] = firstOf(node.inputs, 2);
  const axesInput = node.inputs[3];
  const { dims } = typeOf(x);
  const pads = numbers(context, padsInput);
  const axes = axesInput ? normalisedAxes(numbers(context, axesInput), dims.length) : dims.map((_, axis) => axis);
  const along = (from: number): number[] =>
    dims.map((_, axis) => (axes.includes(axis) ? elementAt(pads, from + axes.indexOf(axis)) : 0));
  return { before: along(0), after: along(axes.length) };
}

function inner({ builder, dy }: RuleContext, { before, after }: Margins): string {
  const cut = (counts: readonly number[]): number[] => counts.map((count) => Math.max(0, -count));
  const whole = padded(builder, dy, cut(before), cut(after));
  const axes = before.flatMap((count, axis) => (count > 0 || elementAt(after, axis) > 0 ? [axis] : []));
  if (axes.length === 0) return whole;
  const starts = axes.map((axis) => Math.max(0, elementAt(before, axis)));
  // Counted from the end; an end beyond the last element is cut to it.
  const ends = axes.map((axis) => (elementAt(after, axis) > 0 ? -elementAt(after, axis) : Number.MAX_SAFE_INTEGER));
  return sliced(builder, whole, { axes, starts, ends });
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
  const source = ownEntry(repeated, mode) ?? refuse('graph.attribute-not-handled', { attribute: 'mode', value: mode });
  return typeOf(elementAt(node.inputs, 0)).dims.flatMap((dim: Dim, axis) => {
    if (before[axis] === 0 && after[axis] === 0) return [];
    const size = typeof dim === 'number' ? dim : refuse('graph.attribute-needs-size', { attribute: `mode ${mode}` });
    const length = elementAt(before, axis) + size + elementAt(after, axis);
    const rows = Array.from({ length }, (_, at): [number, number][] => [
      [source(at - elementAt(before, axis), size), 1],
    ]);
    return [axisMap(axis, size, rows)];
  });
}

interface Cut {
  readonly axis: number;
  readonly start: number;
  readonly step: number;
}

/** y = a part of x: dx = dy with zeros around it and, for steps, between its elements */
export const slice: GradientRule = (context) => {
  const { node, typeOf, refuse } = context;
  const { dims } = typeOf(elementAt(node.inputs, 0));
  const cuts = cutsOf(context, dims.length);
  const isKnown = cuts.every(({ axis }) => typeof dims[axis] === 'number');
  if (!isKnown && cuts.some(({ step }) => step !== 1)) refuse('graph.attribute-needs-size', { attribute: 'steps' });
  return [() => (isKnown ? amongZeros(context, cuts, dims) : paddedAtRunTime(context, cuts, dims.length))];
};

function cutsOf(context: RuleContext, rank: number): Cut[] {
  const [, , , axesInput, stepsInput] = context.node.inputs;
  const starts = numbers(context, elementAt(context.node.inputs, 1));
  const axes = normalisedAxes(axesInput ? numbers(context, axesInput) : starts.map((_, axis) => axis), rank);
  const steps = stepsInput ? numbers(context, stepsInput) : starts.map(() => 1);
  return axes.map((axis, index) => ({ axis, start: elementAt(starts, index), step: elementAt(steps, index) }));
}

function amongZeros(context: RuleContext, cuts: readonly Cut[], dims: readonly Dim[]): string {
  const { builder, node, dy, typeOf } = context;
  const taken = [...typeOf(elementAt(node.outputs, 0)).dims];
  const before = dims.map(() => 0);
  const after = dims.map(() => 0);
  let value = dy;
  for (const { axis, start, step } of cuts) {
    const size = Number(dims[axis]);
    const count = Number(taken[axis]);
    const highest = step > 0 ? size : size - 1;
    const first = Math.min(highest, start < 0 ? Math.max(0, start + size) : start);
    value = spacedOut(context, value, { axis, step, dims: taken });
    taken[axis] = count * Math.abs(step);
    before[axis] = step > 0 ? first : first + (count - 1) * step;
    after[axis] = size - before[axis] - taken[axis];
  }
  const whole = padded(
    builder,
    value,
    before,
    after.map((count) => Math.max(0, count)),
  );
  // The zeros behind the last element may be too many.
  const cut = after.flatMap((count, axis) => (count < 0 ? [axis] : []));
  if (cut.length === 0) return whole;
  return sliced(builder, whole, {
    axes: cut,
    starts: cut.map(() => 0),
    ends: cut.map((axis) => elementAt(after, axis)),
  });
}

/** |step| - 1 zeros behind each element of an axis; backwards for negative steps. */
function spacedOut(
  { builder, refuse }: RuleContext,
  value: string,
  { axis, step, dims }: { axis: number; step: number; dims: readonly Dim[] },
): string {
  const forward =
    step > 0
      ? value
      : sliced(builder, value, { axes: [axis], starts: [-1], ends: [-Number.MAX_SAFE_INTEGER], steps: [-1] });
  const spacing = Math.abs(step);
  if (spacing === 1) return forward;
  if (dims.filter((dim) => typeof dim === 'string').length > 1)
    refuse('graph.attribute-needs-size', { attribute: 'steps' });
  const sizes = dims.map((dim) => (typeof dim === 'number' ? dim : -1));
  const apart = reshape(builder, forward, sizes.toSpliced(axis + 1, 0, 1));
  const none = [...sizes, 1].fill(0);
  const spaced = padded(builder, apart, none, none.with(axis + 1, spacing - 1));
  return reshape(builder, spaced, sizes.with(axis, elementAt(sizes, axis) * spacing));
}

/** The zeros around dy are counted when the graph runs. */
function paddedAtRunTime({ builder, node, dy }: RuleContext, cuts: readonly Cut[], rank: number): string {
  const [size, taken] = firstOf(
    [elementAt(node.inputs, 0), elementAt(node.outputs, 0)].map((value) => builder.node('Shape', [value])),
    2,
  );
  const startOf = (axis: number): number => cuts.find((cut) => cut.axis === axis)?.start ?? 0;
  const starts = Array.from({ length: rank }, (_, axis) => startOf(axis));
  const fromEnd = builder.ints(starts.map((start) => Number(start < 0)));
  const before = builder.node('Add', [builder.ints(starts), builder.node('Mul', [fromEnd, size])]);
  const after = builder.node('Sub', [builder.node('Sub', [size, taken]), before]);
  return builder.node('Pad', [dy, builder.node('Concat', [before, after], { axis: int(0) })]);
}

function numbers({ constantOf, refuse }: RuleContext, input: string): number[] {
  const constant = constantOf(input) ?? refuse('graph.not-constant', { input });
  return Array.from(constant.data, Number);
}
