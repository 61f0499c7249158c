/** Graphs that were written down for a fixed number of images, for any number. */
import { int64, type Tensor } from '../../domain/tensor.ts';
import { createBuilder, int, type GraphBuilder } from '../ir/builder.ts';
import { inDependencyOrder } from '../ir/dependency-order.ts';
import type { Graph, Node, ValueType } from '../ir/graph.ts';
import { inferShapes, inferValues } from '../shapes/infer-shapes.ts';
import { UnsupportedGraph } from '../ir/unsupported-graph.ts';

/**
 * The graph with the first size of the input named, where it was a number: Reshapes to that number take what comes in,
 * and a constant that is joined to every image, such as a class token, is repeated. What else was computed from the
 * number stays, so the caller has to look at what comes out.
 */
export function freeBatch(graph: Graph, input: string, name: string): Graph {
  const { type, dims } = graph.inputs.get(input)!;
  const inputs = new Map([...graph.inputs, [input, { type, dims: [name, ...dims.slice(1)] }] as const]);
  const freed = { ...withFreeReshapes(graph, Number(dims[0])), inputs };
  return dims[0] === 1 ? withRepeatedTokens(freed, name) : freed;
}

/** Null where an operator has no shape rule. */
function attempt<T>(infer: () => T): T | null {
  try {
    return infer();
  } catch (error) {
    if (error instanceof UnsupportedGraph) return null;
    throw error;
  }
}

function withFreeReshapes(graph: Graph, batch: number): Graph {
  const known = attempt(() => inferValues(graph).constants);
  const builder = createBuilder(graph);
  const nodes = graph.nodes.map((node) => {
    const [data = '', target = ''] = node.inputs;
    if (node.op !== 'Reshape' || graph.initializers.has(data) || known?.has(data)) return node;
    const freed = freedSizes(graph.initializers.get(target) ?? known?.get(target), batch);
    return freed === null ? node : { ...node, inputs: [data, builder.constant(freed)] };
  });
  return { ...builder.finish(), nodes };
}

/** [1, 64] to [-1, 64], and [1, -1], which may have no second unknown, to [0, -1]: as many as come in. */
function freedSizes(sizes: Tensor | undefined, batch: number): Tensor | null {
  if (sizes?.type !== 'int64') return null;
  const [first, ...rest] = Array.from(sizes.data, Number);
  if (first !== batch || rest.length === 0) return null;
  return int64(sizes.dims, [rest.includes(-1) ? 0 : -1, ...rest]);
}

function withRepeatedTokens(graph: Graph, name: string): Graph {
  const types = attempt(() => inferShapes(graph));
  if (types === null) return graph;
  const builder = createBuilder(graph);
  const joined = graph.nodes.map((node) => {
    const images = node.op === 'Concat' && node.attributes['axis']?.value !== 0 && imagesOf(node, types, name);
    if (!images) return node;
    const repeat = (input: string): string => repeated(builder, input, types.get(input)!, images);
    return { ...node, inputs: node.inputs.map((input) => (isSingle(types.get(input)) ? repeat(input) : input)) };
  });
  const extended = builder.finish();
  const added = extended.nodes.slice(graph.nodes.length);
  return { ...extended, nodes: inDependencyOrder([...joined, ...added]) };
}

const isSingle = (type: ValueType | undefined): boolean => type?.dims[0] === 1;

/** The input of the node that has one row an image. */
function imagesOf({ inputs }: Node, types: ReadonlyMap<string, ValueType>, name: string): string | undefined {
  return inputs.find((input) => types.get(input)?.dims[0] === name);
}

/** [1, …] as many times as there are images. */
function repeated(builder: GraphBuilder, value: string, { dims }: ValueType, images: string): string {
  const count = builder.node('Slice', [builder.node('Shape', [images]), builder.ints([0]), builder.ints([1])]);
  const sizes = builder.node('Concat', [count, builder.ints(dims.slice(1).map(() => 1))], { axis: int(0) });
  return builder.node('Expand', [value, sizes]);
}
