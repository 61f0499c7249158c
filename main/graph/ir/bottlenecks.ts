import type { Graph } from './graph.ts';

/** They tell the size of a value, not what it holds. */
const sizeOperators = new Set(['Shape', 'Size']);

/** The values that depend on what an input of the graph holds. */
function dependentValues(graph: Graph): ReadonlySet<string> {
  const dependent = new Set([...graph.inputs.keys()].filter((name) => !graph.initializers.has(name)));
  for (const { op, inputs, outputs } of graph.nodes) {
    if (!sizeOperators.has(op) && inputs.some((input) => dependent.has(input)))
      outputs.forEach((output) => dependent.add(output));
  }
  return dependent;
}

/**
 * The values through which everything passes that `value` learns of the graph's inputs (its dominators), from `value`
 * itself back to the input. Values inside a residual branch are none: the way around them leads past.
 */
export function bottlenecksOf(graph: Graph, value: string): string[] {
  const dependent = dependentValues(graph);
  const found: string[] = [];
  // Going back in topological order, a value is on every way where no other one is open.
  const open = new Set([value]);
  for (const { inputs, outputs } of graph.nodes.toReversed()) {
    const reached = outputs.filter((output) => open.has(output));
    if (reached.length === 0) continue;
    if (open.size === 1) found.push(...reached);
    reached.forEach((output) => open.delete(output));
    inputs.filter((input) => dependent.has(input)).forEach((input) => open.add(input));
  }
  return open.size === 1 ? [...found, ...open] : found;
}
