import { elementAt } from '../../domain/elements.ts';
import { ownEntry } from '../../domain/own-entry.ts';
import type { Tensor } from '../../domain/tensor.ts';
import type { Graph, Node } from './graph.ts';

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

/** Operators between a parameter and its layer that only move, choose or repeat its elements. */
export const layoutOperators = new Set([
  'Cast',
  'Expand',
  'Gather',
  'Identity',
  'Reshape',
  'Slice',
  'Squeeze',
  'Transpose',
  'Unsqueeze',
]);

/** Operators that join what a layer made with a parameter: a bias, a layer's scale, positions, a class token. */
const joiningOperators = new Set(['Add', 'Concat', 'Mul']);

/**
 * Names of the initializers that are parameters, in order of use, also where their layout is changed first: the
 * weights of layers, and what is added to, multiplied with or joined to a layer's output. Running statistics, single
 * numbers, constants of preprocessing and masks (of two values) are none.
 */
export function parametersOf(graph: Graph): string[] {
  const origins = new Map<string, string>();
  const originOf = (value: string): string => origins.get(value) ?? value;
  const trained = new Set<string>();
  const products = new Set<string>();
  const parameters = new Set<string>();
  const isReal = (name: string): boolean => graph.initializers.get(name)?.type === 'float32';
  for (const node of graph.nodes) {
    const { op, inputs, outputs } = node;
    if (layoutOperators.has(op)) origins.set(outputs[0] ?? '', originOf(inputs[0] ?? ''));
    const isBias = op === 'Add' && inputs.some((input) => products.has(input));
    const joins = joiningOperators.has(op) && inputs.some((input) => trained.has(input));
    const own = [
      ...ownInputs(node, isBias).map(originOf).filter(isReal),
      ...(joins ? inputs.map(originOf).filter((name) => isJoined(graph.initializers.get(name))) : []),
    ];
    own.forEach((name) => parameters.add(name));
    if (op === 'MatMul') products.add(outputs[0] ?? '');
    if (own.length > 0 || inputs.some((input) => trained.has(input))) outputs.forEach((output) => trained.add(output));
  }
  return [...parameters];
}

/** Which inputs of an operator are a matrix or a kernel that the others are multiplied by. */
const kernelInputs: Readonly<Record<string, readonly number[]>> = {
  Conv: [1],
  ConvTranspose: [1],
  Einsum: [0, 1, 2],
  Gemm: [0, 1],
  MatMul: [0, 1],
};

/**
 * Names of the initializers that are matrices or kernels, also where their layout is changed first: those that weight
 * decay is for. Biases, scales, class tokens and positions are none, whatever their shape.
 */
export function kernelsOf({ nodes, initializers }: Graph): ReadonlySet<string> {
  const origins = new Map<string, string>();
  const kernels = new Set<string>();
  for (const { op, inputs, outputs } of nodes) {
    const [source] = inputs;
    if (source !== undefined && layoutOperators.has(op))
      origins.set(elementAt(outputs, 0), origins.get(source) ?? source);
    for (const index of ownEntry(kernelInputs, op) ?? []) {
      const value = inputs[index] ?? '';
      const origin = origins.get(value) ?? value;
      if (initializers.has(origin)) kernels.add(origin);
    }
  }
  return kernels;
}

function ownInputs({ op, inputs }: Node, isBias: boolean): readonly string[] {
  return isBias ? inputs : (ownEntry(parameterInputs, op) ?? []).map((index) => inputs[index] ?? '');
}

function isJoined(tensor: Tensor | undefined): boolean {
  if (tensor?.type !== 'float32' || tensor.data.length < 2) return false;
  const values = new Set<number | bigint>();
  for (const value of tensor.data) {
    values.add(value);
    if (values.size > 2) return true;
  }
  return values.size === 1 || tensor.data.length === 2;
}
