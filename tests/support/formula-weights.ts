/** Weights by a formula over their names, which tests/fixtures/formula_weights.py has too. */
import type { Tensor } from '../../main/domain/tensor.ts';
import { float32, sizeOf } from '../../main/domain/tensor.ts';
import type { Graph } from '../../main/graph/ir/graph.ts';
import type { Block } from '../../main/networks/network.ts';

/** offset + factor · u with u in [-0.5, 0.5): FNV-1a of the name and the index, mixed in 32 bits. */
function noise(name: string, dims: readonly number[], { offset = 0, factor = 1 }): Float32Array {
  let seed = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) seed = Math.imul(seed ^ name.charCodeAt(i), 0x01000193);
  const values = new Float32Array(sizeOf(dims));
  for (let index = 0; index < values.length; index++) {
    let x = (seed + Math.imul(index, 0x9e3779b1)) | 0;
    x = Math.imul(x ^ (x >>> 16), 0x045d9f3b);
    x = Math.imul(x ^ (x >>> 16), 0x045d9f3b);
    values[index] = offset + factor * (((x ^ (x >>> 16)) >>> 0) / 2 ** 32 - 0.5);
  }
  return values;
}

function rangeOf(name: string, dims: readonly number[]): { offset?: number; factor: number } {
  const last = name.split(/[./]/).at(-1)!;
  if (/running_var|moving_variance/.test(last)) return { offset: 1, factor: 1 };
  if (dims.length > 1) return { factor: Math.sqrt(18 / sizeOf(dims.slice(1))) };
  return { offset: /^(weight|gamma)$/.test(last) ? 1 : 0, factor: 0.4 };
}

export function formulaTensor(name: string, dims: readonly number[]): Tensor {
  return float32(dims, noise(name, dims, rangeOf(name, dims)));
}

/** The graph with every parameter and running statistic by the formula; blocks tell them from constants. */
export function withFormulaWeights(graph: Graph, blocks: readonly Block[]): Graph {
  const prefixes = blocks.flatMap((block) => block.prefixes);
  const initializers = [...graph.initializers].map(([name, tensor]): [string, Tensor] => {
    const isParameter = prefixes.some((prefix) => name.startsWith(prefix));
    return [name, isParameter ? formulaTensor(name, tensor.dims) : tensor];
  });
  return { ...graph, initializers: new Map(initializers) };
}

/** An image of the formula [N, C, height, width]. */
export function formulaImage(dims: readonly number[]): Float32Array {
  return noise('image', dims, { factor: 4 });
}

/** Trained values: the parameters of all blocks without running statistics. */
export function parameterCount(graph: Graph, blocks: readonly Block[]): number {
  const prefixes = blocks.flatMap((block) => block.prefixes);
  return [...graph.initializers]
    .filter(([name]) => prefixes.some((prefix) => name.startsWith(prefix)) && !/running_|moving_/.test(name))
    .reduce((sum, [, tensor]) => sum + tensor.data.length, 0);
}
