import type { Graph, Node, ValueType } from '../ir/graph.ts';
import { bottlenecksOf } from '../ir/bottlenecks.ts';

export interface Attention {
  /** How much each token takes from each: [N, heads, T, T], rows that add up to 1. */
  readonly probabilities: string;
  /** The probabilities times the values: [N, heads, T, D / heads]. */
  readonly mixed: string;
}

type Types = ReadonlyMap<string, ValueType>;

/** Softmax over the last axis of [N, heads, T, T]. */
function isAttention({ op, outputs, attributes }: Node, types: Types): boolean {
  const dims = types.get(outputs[0]!)?.dims ?? [];
  const axis = attributes['axis'];
  const isLastAxis = axis?.kind !== 'int' || axis.value === -1 || axis.value === 3;
  return op === 'Softmax' && isLastAxis && dims.length === 4 && dims[2] === dims[3];
}

/** All over the same tokens of whole images: windows lie along the batch axis, as in ['64*N', heads, 49, 49]. */
function areComposed(probabilities: readonly string[], types: Types, image: ValueType | undefined): boolean {
  return probabilities.every((value) => {
    const [batch, , tokens] = types.get(value)!.dims;
    const isOfImage = batch === image?.dims[0] || (typeof batch === 'string' && !batch.includes('*'));
    return isOfImage && tokens === types.get(probabilities[0]!)!.dims[2];
  });
}

/** A Dropout does nothing at inference. */
function behindDropout(graph: Graph, value: string): string {
  return graph.nodes.find(({ op, inputs }) => op === 'Dropout' && inputs[0] === value)?.outputs[0] ?? value;
}

/**
 * The attention layers of a transformer from input to output, found by their pattern, whoever exported the graph:
 * every softmax over the last axis with an output [N, heads, T, T] that is multiplied by values. Empty where some attend
 * within windows or over other numbers of tokens, so that they do not compose.
 */
export function attentionsOf(graph: Graph, types: Types): readonly Attention[] {
  const found = graph.nodes.filter((node) => isAttention(node, types)).map(({ outputs }) => outputs[0]!);
  const [image] = [...graph.inputs].filter(([name]) => !graph.initializers.has(name));
  if (!areComposed(found, types, image?.[1])) return [];
  return found.flatMap((probabilities) => {
    const kept = behindDropout(graph, probabilities);
    const product = graph.nodes.find(({ op, inputs }) => op === 'MatMul' && inputs[0] === kept);
    return product === undefined ? [] : [{ probabilities, mixed: product.outputs[0]! }];
  });
}

/**
 * The tokens [N, T, D] from which an attention layer takes its queries, keys and values: behind the normalisation, where
 * a block has one. Null where no value of this shape lies on every way into the layer.
 */
export function tokensInto(graph: Graph, types: Types, { mixed }: Attention): string | null {
  const [, heads, count, size] = types.get(mixed)!.dims;
  const width = Number(heads) * Number(size);
  const isTokens = (value: string): boolean => {
    const dims = types.get(value)?.dims ?? [];
    return dims.length === 3 && dims[1] === count && dims[2] === width;
  };
  return bottlenecksOf(graph, mixed).find(isTokens) ?? null;
}
