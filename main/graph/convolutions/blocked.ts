/**
 * Convolutions in the layout of ONNX Runtime's own for processors, [N, C/b, h, w, b]: b channels of a pixel lie side by
 * side and fill one register. ONNX Runtime takes constant weights there by itself; trained ones are laid out here, with
 * each step. The operators are of its domain for this layout, which no file holds that is kept.
 */
import { int, ints } from '../builder.ts';
import type { GraphBuilder } from '../builder.ts';
import { pad, reshape, transpose } from '../gradients/emit.ts';
import type { Window } from '../gradients/window.ts';

export const BLOCKS_DOMAIN = 'com.microsoft.nchwc';

/** y [N, outputs, …] = x [N, inputs·groups, …] ⋆ W [outputs, inputs, …kernel]; one group, or as many as channels. */
interface BlockedConvolution extends Window {
  readonly groups: number;
  readonly outputs: number;
  readonly inputs: number;
}

/** Without a bias. `block`: channels that lie side by side, which the processor decides. */
export function blockedConv(
  builder: GraphBuilder,
  [x, weights]: readonly [x: string, weights: string],
  { groups, outputs, inputs, kernel, strides, dilations, padsBegin, padsEnd }: BlockedConvolution,
  block: number,
): string {
  const isByChannel = groups > 1;
  /** Maps of a few channels, such as an image, are taken as they are. */
  const isWhole = isByChannel || inputs < block;
  const [rows, columns] = [roundUp(outputs, block), isWhole ? inputs : roundUp(inputs, block)];
  const padded = pad(builder, weights, [0, 0, 0, 0], [rows - outputs, columns - inputs, 0, 0]);
  const blocks = isWhole ? [rows / block, block, columns] : [rows / block, block, columns / block, block];
  const apart = reshape(builder, padded, [...blocks, ...kernel]);
  const kernels = transpose(builder, apart, isWhole ? [0, 2, 3, 4, 1] : [0, 2, 4, 5, 3, 1]);
  const maps = isWhole && !isByChannel ? x : builder.foreign(BLOCKS_DOMAIN, 'ReorderInput', [x]);
  const y = builder.foreign(BLOCKS_DOMAIN, 'Conv', [maps, reshape(builder, kernels, [rows, columns, ...kernel])], {
    kernel_shape: ints(kernel),
    strides: ints(strides),
    dilations: ints(dilations),
    pads: ints([...padsBegin, ...padsEnd]),
    group: int(isByChannel ? rows : 1),
  });
  return builder.foreign(BLOCKS_DOMAIN, 'ReorderOutput', [y], { channels: int(outputs) });
}

const roundUp = (count: number, block: number): number => Math.ceil(count / block) * block;
