import type { Dim } from '../ir/graph.ts';
import type { Inferred, ShapeContext, ShapeRule } from './shape-rule.ts';
import { axesOf, axisOf } from './shape-rule.ts';
import { multiply } from './dims.ts';

function without(dims: readonly Dim[], axes: readonly number[], keep: boolean): readonly Dim[] {
  return keep
    ? dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim))
    : dims.filter((_, axis) => !axes.includes(axis));
}

function reducedDims(context: ShapeContext): readonly Dim[] {
  const { dims } = context.input(0);
  const axes = axesOf(context, 1, dims.length) ?? [];
  if (axes.length === 0 && context.int('noop_with_empty_axes', 0)) return dims;
  return without(dims, axes.length === 0 ? dims.map((_, axis) => axis) : axes, context.int('keepdims', 1) === 1);
}

/** ReduceSum and its like; without axes over all of them. */
export const reduce: ShapeRule = (context) => [{ type: context.input(0).type, dims: reducedDims(context) }];

/** Shapes are multiplied up to counts with it. */
export const reduceProd: ShapeRule = (context) => {
  const result: Inferred = { type: context.input(0).type, dims: reducedDims(context) };
  const elements = context.elements(0);
  return [elements === undefined ? result : { ...result, elements: [multiply(elements)] }];
};

export const argMax: ShapeRule = (context) => {
  const { dims } = context.input(0);
  const axis = axisOf(context, context.int('axis', 0), dims.length);
  return [{ type: 'int64', dims: without(dims, [axis], context.int('keepdims', 1) === 1) }];
};
