import type { Node } from './graph.ts';

/** The same nodes, each behind those whose outputs it takes; otherwise in the given order. */
export function inDependencyOrder(nodes: readonly Node[]): Node[] {
  const producers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const ordered = new Set<Node>();
  const visit = (node: Node): void => {
    if (ordered.has(node)) return;
    for (const input of node.inputs) {
      const producer = producers.get(input);
      if (producer !== undefined) visit(producer);
    }
    ordered.add(node);
  };
  nodes.forEach(visit);
  return [...ordered];
}
