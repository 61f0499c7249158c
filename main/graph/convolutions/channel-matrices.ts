/**
 * The gradient of the kernels of a convolution of small maps, each channel by itself: all pixels of x are multiplied with
 * all of dy, over all images at once, and a tap is the sum over the pairs of pixels that lie its distance apart.
 */
import { elementAt } from '../../domain/elements.ts';
import { float32 } from '../../domain/tensor.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { int } from '../ir/builder.ts';
import type { ConvolutionShape } from './convolution-lowering.ts';
import { reshape, transpose, transposeLast } from '../ir/emit.ts';
import type { Window } from './window.ts';

/** y [N, channels, …image] = x [N, channels, …size] ⋆ W [channels, 1, …kernel]. */
type ChannelConvolution = ConvolutionShape & Window;

export function channelMatricesWeightGradient(
  builder: GraphBuilder,
  x: string,
  dy: string,
  convolution: ChannelConvolution,
): string {
  const { outputs, kernel } = convolution;
  const pixels = transposeLast(builder, channelsFirst(builder, x), 3);
  const products = builder.node('MatMul', [pixels, channelsFirst(builder, dy)]);
  const places = reshape(builder, products, [outputs, -1]);
  const taps = builder.node('Gemm', [places, placesOfTaps(builder, convolution)], { transB: int(1) });
  return reshape(builder, taps, [outputs, 1, ...kernel]);
}

/** [taps, pixels of x · pixels of y]: 1 where the tap leads from the one pixel to the other, else 0. */
function placesOfTaps(
  builder: GraphBuilder,
  { kernel, strides, dilations, padsBegin, size, image }: ChannelConvolution,
): string {
  const [pixels, results] = [productOf(size), productOf(image)];
  const taps = productOf(kernel);
  const places = new Float32Array(taps * pixels * results);
  for (let tap = 0; tap < taps; tap++) {
    const [tapRow, tapColumn] = [Math.floor(tap / elementAt(kernel, 1)), tap % elementAt(kernel, 1)];
    for (let result = 0; result < results; result++) {
      const row =
        Math.floor(result / elementAt(image, 1)) * elementAt(strides, 0) +
        tapRow * elementAt(dilations, 0) -
        elementAt(padsBegin, 0);
      const column =
        (result % elementAt(image, 1)) * elementAt(strides, 1) +
        tapColumn * elementAt(dilations, 1) -
        elementAt(padsBegin, 1);
      const isInside = row >= 0 && row < elementAt(size, 0) && column >= 0 && column < elementAt(size, 1);
      if (isInside) places[(tap * pixels + row * elementAt(size, 1) + column) * results + result] = 1;
    }
  }
  return builder.constant(float32([taps, pixels * results], places));
}

/** Maps [N, C, h, w] as [C, N, h·w]. */
function channelsFirst(builder: GraphBuilder, maps: string): string {
  return transpose(builder, reshape(builder, maps, [0, 0, -1]), [1, 0, 2]);
}

const productOf = (factors: readonly number[]): number => factors.reduce((a, b) => a * b, 1);
