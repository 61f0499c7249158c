import { elementAt, firstOf } from '../../../../domain/elements.ts';
import { int } from '../../../ir/builder.ts';
import { depthwiseWeightGradient, isDepthwise } from './depthwise-weight-gradient.ts';
import { pad, reduce, reshape, slice, transpose, transposeLast } from '../../../ir/emit.ts';
import type { ConvolutionShape } from '../../../convolutions/convolution-lowering.ts';
import { channelMatricesWeightGradient } from '../../../convolutions/channel-matrices.ts';
import { knownShape } from '../../../convolutions/convolution-shape.ts';
import { blockedWeightGradient, hasBlockedWeightGradient, inBlocks } from '../../../convolutions/blocked.ts';
import { sharedOf } from './shared-terms.ts';
import type { Shared } from './shared-terms.ts';
import type { RuleContext } from '../../shared/gradient-rule.ts';
import type { Window } from '../../../convolutions/window.ts';

/** Names and sizes of a convolution whose weights' gradient is wanted. */
type Sizes = ConvolutionShape;

/**
 * dW[o, i, tap] = Σ over images and pixels of dy[o, pixel] · x[i, pixel·stride + tap·dilation], as matrix products.
 * The copies that line pixels up cost more than the products.
 */
export function convWeightGradient(
  context: RuleContext,
  window: Window,
  shared: Shared = sharedOf(context, window),
): string {
  const { builder, node, dy, lowering } = context;
  const shape = knownShape(context, window);
  const convolution = { ...shape, ...window };
  const form = lowering.weightGradient(shape);
  if (form === 'matrices') return channelMatricesWeightGradient(builder, elementAt(node.inputs, 0), dy, convolution);
  if (form === 'blocked' && hasBlockedWeightGradient(convolution)) {
    const maps = { x: inBlocks(builder, elementAt(node.inputs, 0)), dy: shared.dyInBlocks() };
    return blockedWeightGradient(builder, maps, convolution, lowering.channelBlock);
  }
  if (isDepthwise(context)) return depthwiseWeightGradient(context, window);
  if (form === 'winograd') return shared.winograd().weights();
  if (form === 'shifts' || form === 'joined shifts') return productOfShifts(context, window, shape, form !== 'shifts');
  if (form === 'each tap') return productsOfTaps(context, window, shape);
  return productOfTaps(context, window, shape, form !== 'taps');
}

/**
 * For strides of 1. A tap (i, j) meets the pixels of x moved by j columns and those of dy moved back by i rows, so
 * that k moved copies of each give all k·k taps, in one product of [k·outputs, pixels] and [pixels, k·inputs].
 */
function productOfShifts(
  context: RuleContext,
  window: Window,
  { size, image, outputs, inputs }: Sizes,
  isSmall: boolean,
): string {
  const { builder, node, dy } = context;
  const { kernel, dilations, padsBegin } = window;
  const last = kernel.length - 1;
  const x = isSmall ? channelsFirst(context, elementAt(node.inputs, 0), kernel) : elementAt(node.inputs, 0);
  const upstream = isSmall ? channelsFirst(context, dy, kernel) : dy;
  const columns = Array.from({ length: elementAt(kernel, last) }, (_, tap) => {
    const before = kernel.map((_size, axis) =>
      axis === last ? elementAt(padsBegin, last) - tap * elementAt(dilations, last) : 0,
    );
    return moved(context, x, { before, from: size, to: [...size.slice(0, last), elementAt(image, last)] });
  });
  const rows = positions(kernel.slice(0, last)).map((position) => {
    const before = kernel.map((_size, axis) =>
      axis === last ? 0 : elementAt(position, axis) * elementAt(dilations, axis) - elementAt(padsBegin, axis),
    );
    return moved(context, upstream, { before, from: image, to: [...size.slice(0, last), elementAt(image, last)] });
  });
  const product = sumOfProducts(context, { left: rows, right: columns, isSmall });
  const apart = reshape(builder, product, [rows.length, outputs, columns.length, inputs]);
  return reshape(builder, transpose(builder, apart, [1, 3, 0, 2]), [outputs, inputs, ...kernel]);
}

/** The spatial part of a value with zeros before it, and cut or filled up to the size `to`; less than 0 cuts before. */
function moved(
  { builder }: RuleContext,
  value: string,
  { before, from, to }: { before: readonly number[]; from: readonly number[]; to: readonly number[] },
): string {
  const after = to.map((size, axis) => size - elementAt(from, axis) - elementAt(before, axis));
  return pad(builder, value, [0, 0, ...before], [0, 0, ...after]);
}

/** The taps of x side by side, in one product: for few channels, and for small maps. */
function productOfTaps(context: RuleContext, window: Window, sizes: Sizes, isSmall: boolean): string {
  const { builder, dy } = context;
  const { outputs, inputs } = sizes;
  const { kernel } = window;
  const upstream = isSmall ? channelsFirst(context, dy, kernel) : dy;
  const taps = tapsOf(context, window, sizes, isSmall);
  const product = sumOfProducts(context, { left: [upstream], right: taps, isSmall });
  const apart = reshape(builder, product, [outputs, taps.length, inputs]);
  return reshape(builder, transpose(builder, apart, [0, 2, 1]), [outputs, inputs, ...kernel]);
}

/** A product for each tap, groups apart: for strides over large maps, and for groups. */
function productsOfTaps(context: RuleContext, window: Window, sizes: Sizes): string {
  const { builder, dy } = context;
  const { groups, outputs, inputs } = sizes;
  const upstream = reshape(builder, dy, [0, groups, outputs / groups, -1]);
  const products = tapsOf(context, window, sizes, false).map((tap) => {
    const columns = transposeLast(builder, reshape(builder, tap, [0, groups, inputs, -1]), 4);
    return reduce(builder, 'ReduceSum', builder.node('MatMul', [upstream, columns]), [0]);
  });
  const stacked = reshape(builder, join(context, products, 0), [products.length, outputs, inputs]);
  return reshape(builder, transpose(builder, stacked, [1, 2, 0]), [outputs, inputs, ...window.kernel]);
}

/**
 * Σ over images and pixels of the channels of `left` times those of `right`, [channels of left, channels of right].
 * Small maps come channels first and are taken all at once; of large ones, each image gives a product.
 */
function sumOfProducts(
  context: RuleContext,
  { left, right, isSmall }: { left: readonly string[]; right: readonly string[]; isSmall: boolean },
): string {
  const { builder } = context;
  const matrix = (parts: readonly string[]): string =>
    reshape(builder, join(context, parts, isSmall ? 0 : 1), isSmall ? [0, -1] : [0, 0, -1]);
  const product = builder.node('MatMul', [matrix(left), transposeLast(builder, matrix(right), isSmall ? 2 : 3)]);
  return isSmall ? product : reduce(builder, 'ReduceSum', product, [0], false);
}

/** [N, C, spatial…] as [C, N, spatial…]. */
function channelsFirst({ builder }: RuleContext, value: string, kernel: readonly number[]): string {
  return transpose(builder, value, [1, 0, ...kernel.map((_, axis) => axis + 2)]);
}

/** For each tap, the pixels of x that it meets: as many as dy has, of all channels; channels first if `isSmall`. */
function tapsOf(context: RuleContext, window: Window, sizes: Sizes, isSmall: boolean): string[] {
  const { builder, node } = context;
  const { kernel, strides, dilations, padsBegin, padsEnd } = window;
  if (isCheckered(window)) return tapsOfPhases(context, window, sizes, isSmall);
  const x = isSmall ? channelsFirst(context, elementAt(node.inputs, 0), kernel) : elementAt(node.inputs, 0);
  const padded = pad(builder, x, [0, 0, ...padsBegin], [0, 0, ...padsEnd]);
  const isWhole = [...kernel, ...strides].every((count) => count === 1);
  if (isWhole) return [padded];
  const axes = kernel.map((_, axis) => axis + 2);
  return positions(kernel).map((position) => {
    const starts = position.map((tap, axis) => tap * elementAt(dilations, axis));
    const ends = starts.map((start, axis) => start + (elementAt(sizes.image, axis) - 1) * elementAt(strides, axis) + 1);
    return slice(builder, padded, { axes, starts, ends, steps: strides });
  });
}

/** Whether the taps fall on the fields of a checkerboard, as those of a 3×3 kernel with stride 2 do. */
function isCheckered({ kernel, strides, dilations }: Window): boolean {
  const isPlain = kernel.length === 2 && strides[0] === strides[1] && dilations.every((step) => step === 1);
  return isPlain && elementAt(strides, 0) > 1 && kernel.some((size) => size > 1);
}

/** The same for strides: SpaceToDepth puts every s-th pixel side by side, where a slice with steps is slow. */
function tapsOfPhases(
  context: RuleContext,
  window: Window,
  { size, image, inputs, groups }: Sizes,
  isSmall: boolean,
): string[] {
  const { builder, node } = context;
  const { kernel, strides, padsBegin } = window;
  const [stride] = firstOf(strides, 1);
  const to = image.map((count, axis) => stride * (count + Math.floor((elementAt(kernel, axis) - 1) / stride)));
  const padded = moved(context, elementAt(node.inputs, 0), { before: padsBegin, from: size, to });
  const phases = builder.node('SpaceToDepth', [padded], { blocksize: int(stride) });
  const source = isSmall ? channelsFirst(context, phases, kernel) : phases;
  const channels = groups * inputs;
  return positions(kernel).map((position) => {
    const [row, column] = firstOf(position, 2);
    const first = ((row % stride) * stride + (column % stride)) * channels;
    const starts = [first, Math.floor(row / stride), Math.floor(column / stride)];
    const ends = [
      first + channels,
      elementAt(starts, 1) + elementAt(image, 0),
      elementAt(starts, 2) + elementAt(image, 1),
    ];
    return slice(builder, source, { axes: [isSmall ? 0 : 1, 2, 3], starts, ends });
  });
}

/** All places of a kernel, row-major. */
function positions(kernel: readonly number[]): number[][] {
  return kernel.reduce<number[][]>(
    (places, size) => places.flatMap((place) => Array.from({ length: size }, (_, tap) => [...place, tap])),
    [[]],
  );
}

function join({ builder }: RuleContext, parts: readonly string[], axis: number): string {
  return parts.length === 1 ? elementAt(parts, 0) : builder.node('Concat', parts, { axis: int(axis) });
}
