import { float32 } from '../../domain/tensor.ts';
import type { GraphBuilder } from '../builder.ts';
import { int } from '../builder.ts';
import { pad, reshape, slice, transpose, transposeLast } from '../gradients/emit.ts';
import type { ChannelConvolution } from './channel-matrices.ts';

/**
 * The gradient of the kernels of a convolution of stride 1 with each channel by itself. For each row of the kernel, one
 * product a channel of all rows of x with those of dy that it brings together, which gives every pair of columns; a tap
 * is the sum over the pairs that lie its distance apart. Rows of zeros part the images, so that all make one product.
 */
export function channelRowsWeightGradient(
  builder: GraphBuilder,
  x: string,
  dy: string,
  convolution: ChannelConvolution,
): string {
  const { outputs, kernel, dilations, padsBegin, size, image } = convolution;
  const offsets = Array.from({ length: kernel[0] }, (_, row) => row * dilations[0] - padsBegin[0]);
  const apart = Math.max(size[0], image[0], image[0] + offsets.at(-1)!, size[0] - offsets[0]);
  const left = rows(builder, x, size, apart);
  const right = rows(builder, dy, image, apart);
  const pairs = placesOfColumns(builder, convolution);
  const ofRows = offsets.map((offset) => {
    const pixels = transposeLast(builder, without(builder, left, offset), 3);
    const product = builder.node('MatMul', [pixels, without(builder, right, -offset)]);
    return builder.node('Gemm', [reshape(builder, product, [outputs, -1]), pairs], { transB: int(1) });
  });
  const taps = ofRows.length === 1 ? ofRows[0] : builder.node('Concat', ofRows, { axis: int(1) });
  return reshape(builder, taps, [outputs, 1, ...kernel]);
}

/** Maps [N, C, h, w] as [C, N·apart, w], with rows of zeros below each. */
function rows(builder: GraphBuilder, maps: string, [height, width]: readonly number[], apart: number): string {
  const first = transpose(builder, reshape(builder, maps, [0, 0, -1]), [1, 0, 2]);
  const padded = pad(builder, first, [0, 0, 0], [0, 0, (apart - height) * width]);
  return reshape(builder, padded, [0, -1, width]);
}

/** Without the first rows, or as many of the last where `count` is below 0; of the other side, the other end goes. */
function without(builder: GraphBuilder, value: string, count: number): string {
  if (count === 0) return value;
  const [start, end] = count > 0 ? [count, Number.MAX_SAFE_INTEGER] : [0, count];
  return slice(builder, value, { axes: [1], starts: [start], ends: [end] });
}

/** [taps of a row, columns of x · columns of y]: 1 where the tap leads from the one to the other, else 0. */
function placesOfColumns(
  builder: GraphBuilder,
  { kernel, dilations, padsBegin, size, image }: ChannelConvolution,
): string {
  const places = new Float32Array(kernel[1] * size[1] * image[1]);
  for (let tap = 0; tap < kernel[1]; tap++) {
    for (let result = 0; result < image[1]; result++) {
      const column = result + tap * dilations[1] - padsBegin[1];
      if (column >= 0 && column < size[1]) places[(tap * size[1] + column) * image[1] + result] = 1;
    }
  }
  return builder.constant(float32([kernel[1], size[1] * image[1]], places));
}
