import type { Dim } from '../ir/graph.ts';
import type { Inferred, ShapeContext, ShapeRule } from './shape-rule.ts';
import { axesOf, integers } from './shape-rule.ts';

/** At and beyond it an end means "to the end", whatever the size. */
const FAR = 2 ** 31 - 1;

interface Cut<Bound extends Dim = number> {
  readonly start: Bound;
  readonly end: Bound;
  readonly step: number;
}

/** First index and number of elements that a cut takes from a known size (numpy's rules). */
function indices(size: number, { start, end, step }: Cut): number[] {
  const [lowest, highest] = step > 0 ? [0, size] : [-1, size - 1];
  const clamp = (index: number): number => Math.min(Math.max(index < 0 ? index + size : index, lowest), highest);
  const count = Math.max(0, Math.ceil((clamp(end) - clamp(start)) / step));
  return Array.from({ length: count }, (_, index) => clamp(start) + index * step);
}

const isKnown = (cut: Cut<Dim>): cut is Cut => typeof cut.start === 'number' && typeof cut.end === 'number';

/** Whether a cut takes all of an axis of whatever size: from its start or, backwards, from its end. */
function takesAll(size: Dim, { start, end, step }: Cut<Dim>): boolean {
  if (step === -1) return start === -1 && typeof end === 'number' && end <= -FAR;
  return start === 0 && step === 1 && (end === size || (typeof end === 'number' && end >= FAR));
}

function cutDim(context: ShapeContext, size: Dim, cut: Cut<Dim>, axis: number): Dim {
  if (takesAll(size, cut)) return size;
  return typeof size === 'number' && isKnown(cut) ? indices(size, cut).length : context.unknownSize(axis);
}

/** Bounds are inputs from opset 10 on, attributes before; they may be sizes. */
function boundsOf(context: ShapeContext, index: number, attribute: string): readonly Dim[] {
  if (context.inputs[index] === undefined) return context.ints(attribute) ?? [];
  const elements = context.elements(index);
  if (elements === undefined) throw context.fault('graph.not-constant', { input: attribute });
  return elements;
}

function cutsOf(context: ShapeContext, rank: number): ReadonlyMap<number, Cut<Dim>> {
  const starts = boundsOf(context, 1, 'starts');
  const ends = boundsOf(context, 2, 'ends');
  const axes = axesOf(context, 3, rank) ?? starts.map((_, axis) => axis);
  const steps = integers(context, 4, 'steps');
  return new Map(
    axes.map((axis, index) => [axis, { start: starts[index]!, end: ends[index]!, step: steps?.[index] ?? 1 }]),
  );
}

export const slice: ShapeRule = (context) => {
  const { type, dims, elements } = context.input(0);
  const cuts = cutsOf(context, dims.length);
  const result: Inferred = {
    type,
    dims: dims.map((size, axis) => {
      const cut = cuts.get(axis);
      return cut === undefined ? size : cutDim(context, size, cut, axis);
    }),
  };
  const cut = cuts.get(0);
  if (elements === undefined || cut === undefined || !isKnown(cut) || dims.length > 1) return [result];
  return [{ ...result, elements: indices(elements.length, cut).map((index) => elements[index]!) }];
};
