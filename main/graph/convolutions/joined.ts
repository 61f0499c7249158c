import type { GraphBuilder } from '../ir/builder.ts';
import { ints } from '../ir/builder.ts';
import { transpose } from '../ir/emit.ts';
import type { Window } from './window.ts';

/**
 * A convolution of maps [N, C, h, w], without groups, as one of a single volume [1, C, N, h, w] by a kernel one image
 * deep: small maps then fill the matrix products that ONNX Runtime makes for each volume.
 */
export function joinedConv(
  builder: GraphBuilder,
  [x, weights, ...bias]: readonly [x: string, weights: string, ...bias: string[]],
  { kernel, strides, dilations, padsBegin, padsEnd }: Window,
): string {
  const volume = builder.node('Unsqueeze', [transpose(builder, x, [1, 0, 2, 3]), builder.ints([0])]);
  const kernels = builder.node('Unsqueeze', [weights, builder.ints([2])]);
  const y = builder.node('Conv', [volume, kernels, ...bias], {
    kernel_shape: ints([1, ...kernel]),
    strides: ints([1, ...strides]),
    dilations: ints([1, ...dilations]),
    pads: ints([0, ...padsBegin, 0, ...padsEnd]),
  });
  return transpose(builder, builder.node('Squeeze', [y, builder.ints([0])]), [1, 0, 2, 3]);
}
