import { elementAt, firstOf } from '../../domain/elements.ts';
import type { Graph, Node } from '../ir/graph.ts';

/**
 * Sums of gradients, by name, that take what is the same for many elements as it is: Add spreads it in passing, where
 * Expand would write it out and Add read it again. `kept`: values that are needed besides those that nodes take.
 */
export function withBroadcastSums(graph: Graph, sums: ReadonlySet<string>, kept: ReadonlySet<string>): Graph {
  const sources = new Map(
    graph.nodes
      .filter(({ op }) => op === 'Expand')
      .map(({ inputs, outputs }) => [elementAt(outputs, 0), elementAt(inputs, 0)] as const),
  );
  const nodes = graph.nodes.map((node) => {
    if (!sums.has(elementAt(node.outputs, 0))) return node;
    const [a, b] = firstOf(node.inputs, 2);
    const [sourceOfA, sourceOfB] = [sources.get(a), sources.get(b)];
    // At least one of them has the shape of the sum.
    if (sourceOfB !== undefined && sourceOfA === undefined) return { ...node, inputs: [a, sourceOfB] };
    if (sourceOfA !== undefined && sourceOfB === undefined) return { ...node, inputs: [sourceOfA, b] };
    return node;
  });
  const without = (op: string, all: readonly Node[]): readonly Node[] => {
    const used = new Set([...all.flatMap(({ inputs }) => inputs), ...graph.outputs.keys(), ...kept]);
    return all.filter((node) => node.op !== op || used.has(elementAt(node.outputs, 0)));
  };
  return { ...graph, nodes: without('Shape', without('Expand', nodes)) };
}
