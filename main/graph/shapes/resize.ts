import type { Dim } from '../ir/graph.ts';
import { multiply } from './dims.ts';
import type { ShapeContext, ShapeRule } from './shape-rule.ts';
import { axisOf } from './shape-rule.ts';

/** To given sizes, or scaled by constants and rounded down; along all axes or (from opset 18 on) named ones. */
export const resize: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  const axes = context.ints('axes')?.map((axis) => axisOf(context, axis, dims.length)) ?? dims.map((_, axis) => axis);
  const sizes = context.elements(3) ?? [];
  const targets = sizes.length > 0 ? fitted(context, axes, sizes) : scaled(context, axes);
  return [{ type, dims: dims.map((dim, axis) => (axes.includes(axis) ? targets[axes.indexOf(axis)]! : dim)) }];
};

function scaled(context: ShapeContext, axes: readonly number[]): readonly Dim[] {
  const { dims } = context.input(0);
  const scales = context.constant(context.node.inputs.length === 2 ? 1 : 2); // the former up to opset 10
  if (scales?.data.length !== axes.length) throw context.fault('graph.not-constant', { input: 'scales' });
  return axes.map((axis, index): Dim => {
    const [size, scale] = [dims[axis]!, Number(scales.data[index])];
    if (typeof size === 'number') return Math.floor(Math.fround(size * scale));
    return Number.isInteger(scale) ? multiply([size, scale]) : context.unknownSize(axis);
  });
}

/** The sizes themselves, or the largest or smallest of the same proportions that fit them. */
function fitted(context: ShapeContext, axes: readonly number[], sizes: readonly Dim[]): readonly Dim[] {
  const policy = context.string('keep_aspect_ratio_policy', 'stretch');
  if (policy === 'stretch') return sizes;
  const { dims } = context.input(0);
  const ratios = axes.map((axis, index) => Number(sizes[index]) / Number(dims[axis]));
  const scale = policy === 'not_larger' ? Math.min(...ratios) : Math.max(...ratios);
  return axes.map((axis) => (Number.isNaN(scale) ? context.unknownSize(axis) : Math.round(scale * Number(dims[axis]))));
}
