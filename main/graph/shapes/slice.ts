import type { Dim } from '../graph.ts';
import type { Inferred, ShapeContext, ShapeRule } from './rule.ts';
import { axesOf, integers } from './rule.ts';

/** At and beyond it an end means "to the end", whatever the size. */
const FAR = 2 ** 31 - 1;

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** First index and number of elements that a cut takes from a known size (numpy's rules). */
function indices(size: number, { start, end, step }: Cut): number[] {
  const [lowest, highest] = step > 0 ? [0, size] : [-1, size - 1];
  const clamp = (index: number): number => Math.min(Math.max(index < 0 ? index + size : index, lowest), highest);
  const count = Math.max(0, Math.ceil((clamp(end) - clamp(start)) / step));
  return Array.from({ length: count }, (_, index) => clamp(start) + index * step);
}

function cutDim(context: ShapeContext, size: Dim, cut: Cut, axis: number): Dim {
  if (typeof size === 'number') return indices(size, cut).length;
  const takesAll = cut.start === 0 && cut.end >= FAR && cut.step === 1;
  return takesAll ? size : context.unknownSize(axis);
}

/** Bounds are inputs from opset 10 on, attributes before. */
function cutsOf(context: ShapeContext, rank: number): ReadonlyMap<number, Cut> {
  const starts = integers(context, 1, 'starts') ?? [];
  const ends = integers(context, 2, 'ends') ?? [];
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
  if (elements === undefined || cut === undefined || dims.length > 1) return [result];
  return [{ ...result, elements: indices(elements.length, cut).map((index) => elements[index]!) }];
};
