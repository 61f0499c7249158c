import type { GraphBuilder } from '../../graph/ir/builder.ts';
import { int, ints } from '../../graph/ir/builder.ts';

/** Averages along one axis (2 is rows, 3 columns), which is `length` long, into `bins`. */
function alongAxis(builder: GraphBuilder, input: string, axis: 2 | 3, length: number, bins: number): string {
  if (length === bins) return input;
  const averages = Array.from({ length: bins }, (_, bin) => {
    const start = Math.floor((bin * length) / bins);
    const end = Math.ceil(((bin + 1) * length) / bins);
    const part = builder.node('Slice', [input, ...[start, end, axis].map((value) => builder.ints([value]))]);
    const kernel = axis === 2 ? [end - start, 1] : [1, end - start];
    return builder.node('AveragePool', [part], { kernel_shape: ints(kernel), strides: ints([1, 1]) });
  });
  return builder.node('Concat', averages, { axis: int(axis) });
}

/**
 * PyTorch's `AdaptiveAvgPool2d`: [N, C, height, width] to [N, C, bins, bins]. Bin i of n is the mean of the pixels from
 * ⌊i·length/n⌋ up to ⌈(i+1)·length/n⌉, so that bins overlap where the map does not divide, and repeat where it is small.
 */
export function adaptiveAveragePool(
  builder: GraphBuilder,
  input: string,
  [height, width]: readonly [height: number, width: number],
  bins: number,
): string {
  return alongAxis(builder, alongAxis(builder, input, 2, height, bins), 3, width, bins);
}
