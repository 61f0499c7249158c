/** Operators that exchange pixels and channels, or pick elements by tuples of places or by size. */
import type { Dim } from '../ir/graph.ts';
import { divide, multiply } from './dims.ts';
import type { ShapeContext, ShapeRule } from './shape-rule.ts';
import { axisOf } from './shape-rule.ts';

function quotient(context: ShapeContext, size: Dim, divisor: number, axis: number): Dim {
  const result = divide(size, divisor);
  if (result === undefined && typeof size === 'number') throw context.fault('graph.not-divisible', { size, divisor });
  return result ?? context.unknownSize(axis);
}

export const depthToSpace: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  const block = context.int('blocksize', 1);
  const [batch, channels, ...spatial] = dims;
  const sizes = spatial.map((size) => multiply([size, block]));
  return [{ type, dims: [batch!, quotient(context, channels!, block ** 2, 1), ...sizes] }];
};

export const spaceToDepth: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  const block = context.int('blocksize', 1);
  const [batch, channels, ...spatial] = dims;
  const sizes = spatial.map((size, axis) => quotient(context, size, block, axis + 2));
  return [{ type, dims: [batch!, multiply([channels!, block ** 2]), ...sizes] }];
};

/** The last axis of the indices runs over the axes that they choose from. */
export const gatherNd: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  const indices = context.input(1).dims;
  const chosen = indices.at(-1);
  if (typeof chosen !== 'number') throw context.fault('graph.tuples-unknown', {});
  return [{ type, dims: [...indices.slice(0, -1), ...dims.slice(context.int('batch_dims', 0) + chosen)] }];
};

/** One column of places for each element that is not zero, however many there are. */
export const nonZero: ShapeRule = (context) => [
  { type: 'int64', dims: [context.input(0).dims.length, context.unknownSize(1)] },
];

/** The largest elements along an axis, and their places. */
export const topK: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  const along = axisOf(context, context.int('axis', -1), dims.length);
  const [count] = context.elements(1) ?? [context.unknownSize(along)];
  const result = dims.with(along, count!);
  return [
    { type, dims: result },
    { type: 'int64', dims: result },
  ];
};
