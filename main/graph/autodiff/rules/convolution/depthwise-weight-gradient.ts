import { elementAt, firstOf } from '../../../../domain/elements.ts';
import { float32 } from '../../../../domain/tensor.ts';
import { int, ints } from '../../../ir/builder.ts';
import type { Dim } from '../../../ir/graph.ts';
import { attributesOf, pad, reduce, reshape, slice, transpose, transposeLast } from '../../../ir/emit.ts';
import type { RuleContext } from '../../shared/gradient-rule.ts';
import type { Window } from '../../../convolutions/window.ts';

/** Whether each channel of x is convolved by itself: groups of one input channel. */
export function isDepthwise({ node, typeOf }: RuleContext): boolean {
  return attributesOf(node).int('group', 1) > 1 && typeOf(elementAt(node.inputs, 1)).dims[1] === 1;
}

/**
 * dW[c, tap] = Σ over images and pixels of dy[c, pixel] · x[c, pixel·stride + tap·dilation], for each channel by itself.
 * A product for each tap would read both maps once a tap, 49 times for 7×7.
 */
export function depthwiseWeightGradient(context: RuleContext, window: Window): string {
  const { node, typeOf } = context;
  const outputs = typeOf(elementAt(node.inputs, 1)).dims[0];
  const isDense = window.strides.every((stride) => stride === 1) && window.kernel.length <= 2;
  return isDense && outputs === attributesOf(node).int('group', 1)
    ? productOfShifts(context, window)
    : exchangedConv(context, window);
}

/**
 * A tap (i, j) meets the pixels of x moved by j columns and those of dy moved back by i rows: k moved copies of each
 * give all k·k taps in one product a channel and image.
 */
function productOfShifts(context: RuleContext, { kernel, dilations, padsBegin }: Window): string {
  const { builder, node, dy, typeOf } = context;
  const [size, image] = firstOf(
    [elementAt(node.inputs, 0), elementAt(node.outputs, 0)].map((value) => sizesOf(context, typeOf(value).dims)),
    2,
  );
  const [channels] = firstOf(typeOf(elementAt(node.inputs, 1)).dims.map(Number), 1);
  const last = kernel.length - 1;
  const isRow = last === 0;
  const pixels = (isRow ? 1 : elementAt(size, 0)) * elementAt(image, last);
  const to = isRow ? image : [elementAt(size, 0), elementAt(image, 1)];
  const steps = (axis: number, count: number, before: (tap: number) => number): Steps => ({
    axis,
    befores: Array.from({ length: count }, (_, tap) => before(tap)),
  });
  const columns = steps(
    last,
    elementAt(kernel, last),
    (tap) => elementAt(padsBegin, last) - tap * elementAt(dilations, last),
  );
  const rows = steps(0, isRow ? 1 : elementAt(kernel, 0), (tap) =>
    isRow ? 0 : tap * elementAt(dilations, 0) - elementAt(padsBegin, 0),
  );
  const copies = (value: string, from: readonly number[], of: Steps): string => {
    const move =
      from.length === 2 && elementAt(from, 0) * elementAt(from, 1) <= TINY_MAP ? movedByProduct : movedByPads;
    const moved = move(context, value, { from, to, ...of });
    return reshape(builder, moved, [0, channels, of.befores.length, pixels]);
  };
  const [left, right] = [copies(dy, image, rows), copies(elementAt(node.inputs, 0), size, columns)];
  const products = builder.node('MatMul', [left, transposeLast(builder, right, 4)]);
  return reshape(builder, reduce(builder, 'ReduceSum', products, [0]), [channels, 1, ...kernel]);
}

/** Copies along one axis, each with that many zeros before; less than 0 cuts. */
interface Steps {
  readonly axis: number;
  readonly befores: readonly number[];
}

interface Moves extends Steps {
  readonly from: readonly number[];
  /** The size of each copy. */
  readonly to: readonly number[];
}

/** Pixels of a map up to which a product that moves them is quicker than copying rows of a few numbers. */
const TINY_MAP = 100;

/** [N, C, …] to copies side by side, [N, C, copies, …]. */
function movedByPads({ builder }: RuleContext, value: string, { axis, befores, from, to }: Moves): string {
  const copies = befores.map((before) => {
    const at = to.map((_, each) => (each === axis ? before : 0));
    const after = to.map((count, each) => count - elementAt(from, each) - elementAt(at, each));
    const moved = pad(builder, value, [0, 0, ...at], [0, 0, ...after]);
    return builder.node('Unsqueeze', [moved, builder.ints([2])]);
  });
  return builder.node('Concat', copies, { axis: int(2) });
}

/** The same as one matrix product with ones and zeros. */
function movedByProduct({ builder }: RuleContext, value: string, { axis, befores, from, to }: Moves): string {
  const [height, width] = firstOf(to, 2);
  const size = befores.length * height * width;
  const matrix = new Float32Array(elementAt(from, 0) * elementAt(from, 1) * size);
  for (const [copy, before] of befores.entries()) {
    for (let pixel = 0; pixel < height * width; pixel++) {
      const place = [Math.floor(pixel / width), pixel % width].map((at, each) => (each === axis ? at - before : at));
      const isInside = place.every((at, each) => at >= 0 && at < elementAt(from, each));
      if (isInside)
        matrix[
          (elementAt(place, 0) * elementAt(from, 1) + elementAt(place, 1)) * size + copy * height * width + pixel
        ] = 1;
    }
  }
  const moves = builder.constant(float32([elementAt(from, 0) * elementAt(from, 1), size], matrix));
  return builder.node('MatMul', [reshape(builder, value, [0, 0, elementAt(from, 0) * elementAt(from, 1)]), moves]);
}

/**
 * The convolution of x, images as channels, with dy as the kernel, strides and dilations exchanged. It may reach further
 * than the taps, where the window leaves pixels at the end.
 */
function exchangedConv({ builder, node, dy, typeOf }: RuleContext, window: Window): string {
  const { kernel, strides, dilations, padsBegin, padsEnd } = window;
  const [outputs] = firstOf(typeOf(elementAt(node.inputs, 1)).dims.map(Number), 1);
  const axes = kernel.map((_, axis) => axis + 2);
  const [x, upstream] = firstOf(
    [elementAt(node.inputs, 0), dy].map((value) => transpose(builder, value, [1, 0, ...axes])),
    2,
  );
  const spatial = typeOf(elementAt(node.inputs, 0)).dims.slice(2).map(Number);
  const reached = builder.node('Conv', [reshape(builder, x, [1, -1, ...spatial]), upstream], {
    strides: ints(dilations),
    dilations: ints(strides),
    pads: ints([...padsBegin, ...padsEnd]),
    group: int(attributesOf(node).int('group', 1)),
  });
  const taps = slice(builder, reached, { axes, starts: kernel.map(() => 0), ends: kernel });
  return reshape(builder, taps, [outputs, 1, ...kernel]);
}

function sizesOf({ refuse }: RuleContext, dims: readonly Dim[]): number[] {
  return dims.slice(2).map((size) => (typeof size === 'number' ? size : refuse('graph.image-size-unknown', {})));
}
