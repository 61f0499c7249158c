import { createBuilder } from '../ir/builder.ts';
import { sizeOf } from '../../domain/tensor.ts';
import type { Dim, Graph, Node } from '../ir/graph.ts';
import type { UpdatedTensor } from './update.ts';

/**
 * From this many elements on, a gradient that is a product leaves the graph as its two factors: of a linear layer with
 * 100 million weights they are a few numbers a thousand.
 */
const FACTORS_FROM = 2 ** 22;

/** A parameter with the value that holds its gradient. */
export interface TrainedParameter {
  readonly parameter: string;
  readonly gradient: string;
  readonly dims: readonly number[];
}

/** The graph with the gradients as outputs, in the order given; `from`: see `FACTORS_FROM`. */
export function withGradientOutputs(
  graph: Graph,
  trained: readonly TrainedParameter[],
  from = FACTORS_FROM,
): { readonly graph: Graph; readonly updated: readonly UpdatedTensor[] } {
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const uses = countUses(graph, trained);
  const products = new Map<string, Node>();
  for (const { parameter, gradient, dims } of trained) {
    const node = makers.get(gradient);
    if (sizeOf(dims) >= from && isProduct(node) && uses.get(gradient) === 1) products.set(parameter, node);
  }
  // A node whose output is not used would be run all the same.
  const leftOut = new Set(products.values());
  const builder = createBuilder({ ...graph, nodes: graph.nodes.filter((node) => !leftOut.has(node)) });
  const output = (name: string, value: string, dims: readonly Dim[]): string => {
    const isNode = makers.has(value) && !graph.outputs.has(value);
    const given = isNode ? value : builder.node('Identity', [value], {}, name);
    builder.output(given, { type: 'float32', dims });
    return given;
  };
  const updated = trained.map(({ parameter, gradient, dims }): UpdatedTensor => {
    const node = products.get(parameter);
    if (node === undefined) return { name: parameter, dims, gradient: output(`gradient:${parameter}`, gradient, dims) };
    const [left, right] = (['left', 'right'] as const).map((side, index) =>
      output(`gradient_${side}:${parameter}`, node.inputs[index]!, [`${parameter}:rows`, dims[index]!]),
    ) as [string, string];
    return { name: parameter, dims, gradient: { left, right } };
  });
  return { graph: builder.finish(), updated };
}

/** Whether a node is aᵀ·b and nothing else. */
function isProduct(node: Node | undefined): node is Node {
  if (node?.op !== 'Gemm' || node.domain !== '' || node.inputs.length !== 2) return false;
  const { transA, transB, alpha } = node.attributes;
  return numberOr(transA, 0) === 1 && numberOr(transB, 0) === 0 && numberOr(alpha, 1) === 1;
}

const numberOr = (attribute: Node['attributes'][string] | undefined, fallback: number): number =>
  attribute === undefined ? fallback : Number(attribute.value);

/** How often each value is taken, by nodes, as an output or as a gradient. */
function countUses(graph: Graph, trained: readonly TrainedParameter[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  const taken = [...graph.nodes.flatMap(({ inputs }) => inputs), ...graph.outputs.keys()];
  for (const value of [...taken, ...trained.map(({ gradient }) => gradient)])
    uses.set(value, (uses.get(value) ?? 0) + 1);
  return uses;
}
