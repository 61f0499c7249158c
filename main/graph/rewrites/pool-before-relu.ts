import { firstOf } from '../../domain/elements.ts';
import type { Graph, Node } from '../ir/graph.ts';

/**
 * MaxPool(Relu(x)) as Relu(MaxPool(x)), wherever nothing else takes the Relu's output: the same values, since both only
 * pick or keep the larger, and the same gradient, for where the larger is not above 0 none flows back either way. The
 * Relu and its gradient then pass over a quarter of the numbers.
 */
export function poolBeforeRelu(graph: Graph): Graph {
  const uses = Map.groupBy(
    graph.nodes.flatMap((node) => node.inputs.map((name) => ({ name, node }))),
    ({ name }) => name,
  );
  const replacements = new Map<Node, Node>();
  for (const relu of graph.nodes) {
    const [y] = firstOf(relu.outputs, 1);
    const pool = relu.op === 'Relu' && !graph.outputs.has(y) ? onlyUser(uses.get(y)) : undefined;
    if (pool?.op !== 'MaxPool' || pool.outputs.length > 1) continue;
    replacements.set(relu, { ...pool, inputs: relu.inputs, outputs: [y] });
    replacements.set(pool, { ...relu, inputs: [y], outputs: pool.outputs });
  }
  return { ...graph, nodes: graph.nodes.map((node) => replacements.get(node) ?? node) };
}

function onlyUser(users: readonly { readonly node: Node }[] | undefined): Node | undefined {
  return users?.length === 1 ? users[0]!.node : undefined;
}
