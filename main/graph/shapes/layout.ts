/** Operators that move elements without changing them. */
import { scalar } from '../../domain/tensor.ts';
import type { Dim } from '../ir/graph.ts';
import { add, broadcast, divide, multiply } from './dims.ts';
import type { Inferred, ShapeContext, ShapeRule } from './shape-rule.ts';
import { axesOf, axisOf, integers } from './shape-rule.ts';

/** No tensor has more axes. */
const LONGEST_SHAPE = 64;

function withElements(result: Inferred, elements: readonly Dim[] | undefined): Inferred[] {
  return [elements === undefined ? result : { ...result, elements }];
}

function shapeFromInput(context: ShapeContext, index: number): readonly Dim[] {
  const elements = context.elements(index);
  if (elements === undefined) throw context.fault('graph.shape-unknown', {});
  return elements;
}

export const transpose: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  const order = context.ints('perm') ?? dims.map((_, axis) => dims.length - 1 - axis);
  return [{ type, dims: order.map((axis) => dims[axisOf(context, axis, dims.length)]!) }];
};

/** The size that -1 stands for: the elements that the other sizes leave. */
function inferRest(context: ShapeContext, dims: readonly Dim[], wanted: readonly Dim[]): Dim {
  const [total, given] = [multiply(dims), multiply(wanted.filter((dim) => dim !== -1))];
  if (total === 0 && given === 0) return 0;
  const rest = divide(total, given);
  const isKnown = typeof total === 'number' && typeof given === 'number';
  const fits = wanted.includes(-1) ? rest !== undefined : rest === 1;
  if (isKnown && !fits) throw context.fault('graph.not-reshaped', { from: dims, to: wanted });
  return rest ?? context.unknownSize(wanted.indexOf(-1));
}

export const reshape: ShapeRule = (context) => {
  const { type, dims, elements } = context.input(0);
  const copiesZero = context.int('allowzero', 0) === 0;
  const wanted = shapeFromInput(context, 1).map((dim, axis) => (dim === 0 && copiesZero ? dims[axis]! : dim));
  const rest = inferRest(context, dims, wanted);
  return withElements({ type, dims: wanted.map((dim) => (dim === -1 ? rest : dim)) }, elements);
};

export const flatten: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  const axis = context.int('axis', 1);
  const split = axis < 0 ? axis + dims.length : axis;
  return [{ type, dims: [multiply(dims.slice(0, split)), multiply(dims.slice(split))] }];
};

export const squeeze: ShapeRule = (context) => {
  const { type, dims, elements } = context.input(0);
  const axes = axesOf(context, 1, dims.length) ?? dims.flatMap((dim, axis) => (dim === 1 ? [axis] : []));
  return withElements({ type, dims: dims.filter((_, axis) => !axes.includes(axis)) }, elements);
};

export const unsqueeze: ShapeRule = (context) => {
  const { type, dims, elements } = context.input(0);
  const count = integers(context, 1, 'axes')?.length ?? 0;
  const axes = axesOf(context, 1, dims.length + count) ?? [];
  const result: Dim[] = [...dims];
  for (const axis of axes.toSorted((a, b) => a - b)) result.splice(axis, 0, 1);
  return withElements({ type, dims: result }, elements);
};

export const expand: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  const wanted = shapeFromInput(context, 1);
  const result = broadcast([dims, wanted]);
  if (result === undefined) throw context.fault('graph.not-reshaped', { from: dims, to: wanted });
  return [{ type, dims: result }];
};

export const tile: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  const repeats = shapeFromInput(context, 1);
  return [{ type, dims: dims.map((dim, axis) => multiply([dim, repeats[axis]!])) }];
};

export const concat: ShapeRule = (context) => {
  const inputs = context.node.inputs.map((_, index) => context.input(index));
  const { type, dims } = inputs[0]!;
  const along = axisOf(context, context.int('axis', 0), dims.length);
  const length = inputs
    .map((input) => input.dims[along]!)
    .reduce((sum, dim) => add(sum, dim) ?? context.unknownSize(along), 0);
  const parts = inputs.map((input) => input.elements);
  const isRow = dims.length === 1 && parts.every((part) => part !== undefined);
  const elements = isRow ? parts.flat() : undefined;
  return withElements({ type, dims: dims.map((dim, axis) => (axis === along ? length : dim)) }, elements);
};

export const split: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  const along = axisOf(context, context.int('axis', 0), dims.length);
  const count = context.node.outputs.length;
  const total = dims[along]!;
  // From opset 18 on the last part may be smaller.
  const even =
    typeof total === 'number' ? Math.ceil(total / count) : (divide(total, count) ?? context.unknownSize(along));
  const equal = (index: number): Dim =>
    typeof total === 'number' && typeof even === 'number' ? Math.min(even, total - index * even) : even;
  const sizes = integers(context, 1, 'split') ?? context.node.outputs.map((_, index) => equal(index));
  return sizes.map((part) => ({ type, dims: dims.map((dim, axis) => (axis === along ? part : dim)) }));
};

export const gather: ShapeRule = (context) => {
  const { type, dims, elements } = context.input(0);
  const along = axisOf(context, context.int('axis', 0), dims.length);
  const indices = context.input(1);
  const result = { type, dims: [...dims.slice(0, along), ...indices.dims, ...dims.slice(along + 1)] };
  const chosen = dims.length === 1 ? indices.elements : undefined;
  const picked = chosen?.map((index) => (typeof index === 'number' ? elements?.at(index) : undefined));
  return withElements(result, picked?.every((element) => element !== undefined) ? picked : undefined);
};

/** Data in the shape of the indices. */
export const gatherElements: ShapeRule = (context) => [{ type: context.input(0).type, dims: context.input(1).dims }];

export const shape: ShapeRule = (context) => {
  const { dims } = context.input(0);
  const elements = dims.slice(context.int('start', 0), context.int('end', dims.length));
  return [{ type: 'int64', dims: [elements.length], elements }];
};

/** The number of elements. */
export const size: ShapeRule = (context) => [{ type: 'int64', dims: [], elements: [multiply(context.input(0).dims)] }];

export const constantOfShape: ShapeRule = (context) => {
  const { value } = context.node.attributes;
  const filling = value?.kind === 'tensor' ? value.value : scalar(0);
  const dims = shapeFromInput(context, 0);
  const [length] = dims;
  const isShape =
    filling.type === 'int64' && dims.length === 1 && typeof length === 'number' && length <= LONGEST_SHAPE;
  const elements = isShape ? Array.from({ length }, (): Dim => Number(filling.data[0])) : undefined;
  return withElements({ type: filling.type, dims }, elements);
};

/** From start to limit by steps of delta. */
export const range: ShapeRule = (context) => {
  const [start, limit, delta] = [0, 1, 2].map((index) => context.elements(index)?.[0]);
  const { type } = context.input(0);
  if (start === 0 && delta === 1 && limit !== undefined) return [{ type, dims: [limit] }];
  if (typeof start !== 'number' || typeof limit !== 'number' || typeof delta !== 'number') {
    throw context.fault('graph.bounds-unknown', {});
  }
  return [{ type, dims: [Math.max(0, Math.ceil((limit - start) / delta))] }];
};
