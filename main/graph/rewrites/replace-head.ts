import type { Outcome } from '../../domain/outcome.ts';
import { success } from '../../domain/outcome.ts';
import type { Random } from '../../domain/statistics/random.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { float32, sizeOf } from '../../domain/tensor.ts';
import { withoutDeadNodes } from '../canonical/simplify.ts';
import type { Graph } from '../ir/graph.ts';
import { findHead, type LinearHead } from './linear-head.ts';

/**
 * The classifier with a new last layer for other labels, drawn evenly from ±1/√features as PyTorch does, and `logits`
 * what it gives: a softmax behind it goes. Parameters keep their names. Faults: `head.…` where the logits do
 * not come from a Gemm, or a MatMul with or without an Add.
 */
export function replaceHead(
  graph: Graph,
  { logits, labels, random }: { readonly logits: string; readonly labels: number; readonly random: Random },
): Outcome<Graph> {
  const found = findHead(graph, logits);
  if (!found.ok) return found;
  const { weight, axis, bias } = found.value;
  const old = graph.initializers.get(weight)!;
  const features = old.dims[1 - axis]!;
  const draw = (name: string, dims: readonly number[]): readonly [string, Tensor] => {
    const [stream, limit] = [random.fork(name), 1 / Math.sqrt(features)];
    const values = Float32Array.from({ length: sizeOf(dims) }, () => stream.uniform(-limit, limit));
    return [name, float32(dims, values)];
  };
  const initializers = new Map([
    ...graph.initializers,
    draw(weight, axis === 0 ? [labels, features] : [features, labels]),
    ...(bias === null ? [] : [draw(bias, [labels])]),
  ]);
  const ended = endingAt(graph, found.value, logits);
  const type = { type: 'float32', dims: [graph.outputs.get(logits)?.dims[0] ?? 'N', labels] } as const;
  const outputs = new Map([...graph.outputs, [logits, type] as const]);
  return success({ ...ended, initializers, outputs });
}

/** The classifier with the logits that a trailing softmax was given; as it is where there is none. */
export function withoutSoftmax(graph: Graph, logits: string): Graph {
  const found = findHead(graph, logits);
  return found.ok ? endingAt(graph, found.value, logits) : graph;
}

/** The layer's output takes the name of the logits; what came behind it goes. */
function endingAt(graph: Graph, { output }: LinearHead, logits: string): Graph {
  if (output === logits) return graph;
  const rename = (name: string): string => (name === output ? logits : name);
  const nodes = graph.nodes
    .filter(({ outputs }) => !outputs.includes(logits))
    .map((node) => ({ ...node, inputs: node.inputs.map(rename), outputs: node.outputs.map(rename) }));
  return withoutDeadNodes({ ...graph, nodes }, new Set(graph.initializers.keys()));
}
