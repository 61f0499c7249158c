/** Operators on maps [N, C, ...spatial]. */
import type { Dim } from '../ir/graph.ts';
import { multiply } from './dims.ts';
import type { Inferred, ShapeContext, ShapeRule } from './shape-rule.ts';
import { integers } from './shape-rule.ts';

interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padBefore: number;
  readonly padAfter: number;
  readonly autoPad: string;
  readonly ceil: boolean;
}

/** The window along one spatial axis (0 = the first after the channels). */
function windowAlong(context: ShapeContext, axis: number, kernel: number, rank: number): Window {
  const pads = context.ints('pads');
  return {
    kernel,
    stride: context.ints('strides')?.[axis] ?? 1,
    dilation: context.ints('dilations')?.[axis] ?? 1,
    padBefore: pads?.[axis] ?? 0,
    padAfter: pads?.[axis + rank] ?? 0,
    autoPad: context.string('auto_pad', 'NOTSET'),
    ceil: context.int('ceil_mode', 0) === 1,
  };
}

/** How many positions a sliding window has (ONNX, MaxPool). Undefined where that depends on a named size. */
function countPositions(size: Dim, window: Window): Dim | undefined {
  const { kernel, stride, dilation, padBefore, padAfter, autoPad, ceil } = window;
  const isSame = autoPad.startsWith('SAME');
  const padding = autoPad === 'VALID' ? 0 : padBefore + padAfter;
  const extent = (kernel - 1) * dilation + 1;
  if (typeof size === 'string') return stride === 1 && (isSame || padding === extent - 1) ? size : undefined;
  if (isSame) return Math.ceil(size / stride);
  const steps = (size + padding - extent) / stride;
  if (!ceil) return Math.floor(steps) + 1;
  const count = Math.ceil(steps) + 1;
  return (count - 1) * stride >= size + padBefore ? count - 1 : count; // a window has to start on the map
}

function slide(context: ShapeContext, spatial: readonly Dim[], kernel: readonly number[]): readonly Dim[] {
  return spatial.map((size, axis) => {
    const count = countPositions(size, windowAlong(context, axis, kernel[axis]!, spatial.length));
    if (typeof count === 'number' && count <= 0) throw context.fault('graph.window-too-large', { size });
    return count ?? context.unknownSize(axis + 2);
  });
}

function kernelOf(context: ShapeContext, weight: readonly Dim[]): readonly number[] {
  return weight.slice(2).map((dim) => {
    if (typeof dim === 'number') return dim;
    throw context.fault('graph.kernel-unknown', { size: dim });
  });
}

export const conv: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  const weight = context.input(1).dims;
  const channels = multiply([weight[1]!, context.int('group', 1)]);
  if (typeof dims[1] === 'number' && typeof channels === 'number' && channels !== dims[1]) {
    throw context.fault('graph.channels-misfit', { weights: channels, input: dims[1] });
  }
  return [{ type, dims: [dims[0]!, weight[0]!, ...slide(context, dims.slice(2), kernelOf(context, weight))] }];
};

export const convTranspose: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  const weight = context.input(1).dims;
  const kernel = kernelOf(context, weight);
  const extra = context.ints('output_padding');
  const given = context.ints('output_shape');
  const spatial = dims.slice(2).map((size, axis): Dim => {
    const { stride, dilation, padBefore, padAfter, autoPad } = windowAlong(context, axis, kernel[axis]!, kernel.length);
    const growth = (kernel[axis]! - 1) * dilation + 1 + (extra?.[axis] ?? 0) - padBefore - padAfter;
    if (given !== undefined) return given[axis]!;
    if (autoPad.startsWith('SAME')) return multiply([size, stride]);
    if (typeof size === 'number') return (size - 1) * stride + growth;
    return growth === stride ? multiply([size, stride]) : context.unknownSize(axis + 2);
  });
  return [{ type, dims: [dims[0]!, multiply([weight[1]!, context.int('group', 1)]), ...spatial] }];
};

/** MaxPool (whose second output are the positions of the maxima) and AveragePool. */
export const pool: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  const kernel = context.ints('kernel_shape');
  if (kernel === undefined) throw context.fault('graph.attribute-missing', { attribute: 'kernel_shape' });
  const output: Inferred = { type, dims: [...dims.slice(0, 2), ...slide(context, dims.slice(2), kernel)] };
  return [output, { type: 'int64', dims: output.dims }];
};

/** Back to the size given as the third input. */
export const maxUnpool: ShapeRule = (context) => {
  const dims = context.elements(2);
  if (dims === undefined) throw context.fault('graph.attribute-missing', { attribute: 'output_shape' });
  return [{ type: context.input(0).type, dims }];
};

export const globalPool: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  return [{ type, dims: dims.map((dim, axis) => (axis < 2 ? dim : 1)) }];
};

/** With training_mode 1 the new running mean and variance follow. */
export const batchNormalization: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  return [{ type, dims }, context.input(3), context.input(4)];
};

export const pad: ShapeRule = (context) => {
  const { type, dims } = context.input(0);
  const pads = integers(context, 1, 'pads');
  if (pads === undefined) throw context.fault('graph.attribute-missing', { attribute: 'pads' });
  const axes = integers(context, 3, 'axes') ?? dims.map((_, axis) => axis);
  const padded = [...dims];
  axes.forEach((axis, index) => {
    const growth = pads[index]! + pads[index + axes.length]!;
    const position = axis < 0 ? axis + dims.length : axis;
    const size = dims[position]!;
    if (growth !== 0) padded[position] = typeof size === 'number' ? size + growth : context.unknownSize(position);
  });
  return [{ type, dims: padded }];
};
