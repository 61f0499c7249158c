import type { Graph } from './graph.ts';

/** Which inputs of an operator are parameters of a layer where they are initializers. */
const parameterInputs: Readonly<Record<string, readonly number[]>> = {
  BatchNormalization: [1, 2],
  Conv: [1, 2],
  ConvTranspose: [1, 2],
  Gemm: [0, 1, 2],
  GroupNormalization: [1, 2],
  InstanceNormalization: [1, 2],
  LayerNormalization: [1, 2],
  MatMul: [0, 1],
  PRelu: [1],
};

/** Operators between a parameter and its layer that only move or repeat its elements. */
export const layoutOperators = new Set(['Cast', 'Expand', 'Identity', 'Reshape', 'Squeeze', 'Transpose', 'Unsqueeze']);

/**
 * Names of the initializers that are parameters of layers, in order of use, also where their layout is changed first.
 * Running statistics, thresholds and constants of preprocessing are none. A bias added behind a matrix product is one,
 * as exporters write linear layers.
 */
export function parametersOf(graph: Graph): string[] {
  const products = new Set(graph.nodes.filter(({ op }) => op === 'MatMul').flatMap(({ outputs }) => outputs));
  const origins = new Map<string, string>();
  const originOf = (value: string): string => origins.get(value) ?? value;
  const names = graph.nodes.flatMap(({ op, inputs, outputs }) => {
    if (layoutOperators.has(op)) origins.set(outputs[0] ?? '', originOf(inputs[0] ?? ''));
    if (op === 'Add' && inputs.some((input) => products.has(input))) return inputs.map(originOf);
    return (parameterInputs[op] ?? []).map((index) => originOf(inputs[index] ?? ''));
  });
  return [...new Set(names)].filter((name) => graph.initializers.get(name)?.type === 'float32');
}

/** Names of the running means and variances: they move with training but are not learnt. */
export function runningStatisticsOf(graph: Graph): ReadonlySet<string> {
  const names = graph.nodes.flatMap(({ op, inputs }) => (op === 'BatchNormalization' ? inputs.slice(3, 5) : []));
  return new Set(names.filter((name) => graph.initializers.has(name)));
}
