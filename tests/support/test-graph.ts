/** Small graphs for the tests of shape inference. */
import type { Tensor } from '../../main/domain/tensor.ts';
import { float32, sizeOf } from '../../main/domain/tensor.ts';
import type { GraphBuilder } from '../../main/graph/ir/builder.ts';
import { createBuilder } from '../../main/graph/ir/builder.ts';
import type { Dim, Graph } from '../../main/graph/ir/graph.ts';

export type Recipe = (builder: GraphBuilder, inputs: string[]) => unknown;

/** A graph with float inputs x0, x1, … of the given shapes. */
export function graphOf(dims: (readonly Dim[])[], recipe: Recipe, opset?: number): Graph {
  const builder = createBuilder(opset === undefined ? {} : { opset });
  const inputs = dims.map((each, index) => builder.input(`x${index}`, { type: 'float32', dims: each }));
  recipe(builder, inputs);
  return builder.finish();
}

/** A batch of maps with odd sides. */
export const map: readonly Dim[] = ['N', 4, 7, 9];
const filled = (dims: number[]): Tensor => float32(dims, new Float32Array(sizeOf(dims)).fill(0.5));
/** A constant of the given shape. */
export const weights = (builder: GraphBuilder, ...dims: number[]): string => builder.constant(filled(dims));
