/**
 * Convolutions in the layout of ONNX Runtime's own for processors, [N, C/b, h, w, b]: b channels of a pixel lie side by
 * side and fill one register. ONNX Runtime takes constant weights there by itself; trained ones are laid out here, with
 * each step. The operators are of its domain for this layout, which no file holds that is kept.
 */
import { elementAt, firstOf } from '../../domain/elements.ts';
import { int, ints } from '../ir/builder.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { pad, reshape, transpose } from '../ir/emit.ts';
import type { Window } from './window.ts';

const BLOCKS_DOMAIN = 'com.microsoft.nchwc';

/** y [N, outputs, …] = x [N, inputs·groups, …] ⋆ W [outputs, inputs, …kernel]; one group, or as many as channels. */
interface BlockedConvolution extends Window {
  readonly groups: number;
  readonly outputs: number;
  readonly inputs: number;
}

/** Maps in the layout, the last block filled up with zeros. */
export function inBlocks(builder: GraphBuilder, maps: string): string {
  return builder.foreign(BLOCKS_DOMAIN, 'ReorderInput', [maps]);
}

/**
 * The convolution's result, without a bias.
 * @param maps gives x in blocks; not asked where x has so few channels that it is taken as it is, such as an image.
 * @param block channels that lie side by side, which the processor decides.
 */
export function blockedConv(
  builder: GraphBuilder,
  { x, weights, maps = () => inBlocks(builder, x) }: { x: string; weights: string; maps?: () => string },
  { groups, outputs, inputs, kernel, strides, dilations, padsBegin, padsEnd }: BlockedConvolution,
  block: number,
): string {
  const isByChannel = groups > 1;
  const isAsItIs = !isByChannel && inputs < block;
  const isWhole = isByChannel || isAsItIs;
  const [rows, columns] = [roundUp(outputs, block), isWhole ? inputs : roundUp(inputs, block)];
  const padded = pad(builder, weights, [0, 0, 0, 0], [rows - outputs, columns - inputs, 0, 0]);
  const blocks = isWhole ? [rows / block, block, columns] : [rows / block, block, columns / block, block];
  const apart = reshape(builder, padded, [...blocks, ...kernel]);
  const kernels = transpose(builder, apart, isWhole ? [0, 2, 3, 4, 1] : [0, 2, 4, 5, 3, 1]);
  const laidOut = reshape(builder, kernels, [rows, columns, ...kernel]);
  const y = builder.foreign(BLOCKS_DOMAIN, 'Conv', [isAsItIs ? x : maps(), laidOut], {
    kernel_shape: ints(kernel),
    strides: ints(strides),
    dilations: ints(dilations),
    pads: ints([...padsBegin, ...padsEnd]),
    group: int(isByChannel ? rows : 1),
  });
  return builder.foreign(BLOCKS_DOMAIN, 'ReorderOutput', [y], { channels: int(outputs) });
}

const roundUp = (count: number, unit: number): number => Math.ceil(count / unit) * unit;

/** Each channel by itself: y [N, channels, …image] = x [N, channels, …size] ⋆ W [channels, 1, …kernel]. */
interface ChannelConvolution extends Window {
  readonly outputs: number;
  readonly size: readonly number[];
  readonly image: readonly number[];
}

/**
 * The gradient of the kernels: all images of x one below the other, convolved with those of dy as one kernel a channel,
 * strides and dilations exchanged. Rows of zeros below each image part it from the next.
 * @param x in blocks, and `dy` as well.
 */
export function blockedWeightGradient(
  builder: GraphBuilder,
  { x, dy }: { readonly x: string; readonly dy: string },
  convolution: ChannelConvolution,
  block: number,
): string {
  const { outputs, size, image, kernel, strides, dilations, padsBegin } = convolution;
  const rows = rowsApart(convolution);
  const column = (maps: string, sizes: readonly number[], apart: number): string => {
    const [height, width] = firstOf(sizes, 2);
    const byBlock = reshape(builder, maps, [-1, roundUp(outputs, block) / block, height * width * block]);
    const first = transpose(builder, byBlock, [1, 0, 2]);
    return pad(builder, first, [0, 0, 0], [0, 0, (apart - height) * width * block]);
  };
  const channels = roundUp(outputs, block);
  const pixels = reshape(builder, column(x, size, rows * elementAt(strides, 0)), [1, channels, -1, elementAt(size, 1)]);
  const kernels = reshape(builder, column(dy, image, rows), [channels, 1, -1, elementAt(image, 1)]);
  const taps = builder.foreign(BLOCKS_DOMAIN, 'Conv', [pixels, kernels], {
    strides: ints(dilations),
    dilations: ints(strides),
    pads: ints([...padsBegin, ...padsEndOfTaps(convolution)]),
    group: int(channels),
  });
  const whole = builder.foreign(BLOCKS_DOMAIN, 'ReorderOutput', [taps], { channels: int(outputs) });
  return reshape(builder, whole, [outputs, 1, ...kernel]);
}

/** Whether the zeros that are needed behind the last image are none too many for a convolution to add. */
export function hasBlockedWeightGradient(convolution: ChannelConvolution): boolean {
  return padsEndOfTaps(convolution).every((count) => count >= 0);
}

/** Rows from one image of dy to the next, so that no window of one image reaches into another. */
function rowsApart({ size, image, strides, padsBegin, padsEnd }: ChannelConvolution): number {
  return Math.max(
    elementAt(image, 0),
    Math.ceil((elementAt(size, 0) + Math.max(elementAt(padsBegin, 0), elementAt(padsEnd, 0))) / elementAt(strides, 0)),
  );
}

/** The padding below and to the right that makes the result as large as the kernel. */
function padsEndOfTaps({ size, image, kernel, strides, dilations, padsBegin }: ChannelConvolution): [number, number] {
  const reach = (axis: number): number =>
    (elementAt(kernel, axis) - 1) * elementAt(dilations, axis) - elementAt(padsBegin, axis);
  return [
    reach(0) - elementAt(strides, 0) + 1,
    reach(1) + (elementAt(image, 1) - 1) * elementAt(strides, 1) + 1 - elementAt(size, 1),
  ];
}
