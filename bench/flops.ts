import type { Dim, Graph } from '../main/graph/ir/graph.ts';
import { inferShapes } from '../main/graph/shapes/infer-shapes.ts';
import { sizeOf } from '../main/domain/tensor.ts';

/** Multiplications and additions of the convolutions and matrix products of a graph, for one image. */
export function flopsOf(graph: Graph): number {
  const shapes = inferShapes(graph);
  const dimsOf = (name: string): number[] =>
    (shapes.get(name)?.dims ?? []).map((dim: Dim) => (typeof dim === 'number' ? dim : 1));
  let flops = 0;
  for (const { op, inputs, outputs } of graph.nodes) {
    const weights = dimsOf(inputs[1] ?? '');
    // Every output value of a convolution sums over input channels and kernel: all axes of its weights but the first.
    if (op === 'Conv') flops += 2 * sizeOf(dimsOf(outputs[0]!)) * sizeOf(weights.slice(1));
    if (op === 'Gemm') flops += 2 * sizeOf(weights);
    // Of tokens, each row is a product with the weights.
    if (op === 'MatMul') flops += 2 * sizeOf(dimsOf(outputs[0]!)) * dimsOf(inputs[0]!).at(-1)!;
  }
  return flops;
}
