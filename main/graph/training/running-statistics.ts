import type { Graph } from '../ir/graph.ts';

/** Names of the running means and variances: they move with training but are not trained. */
export function runningStatisticsOf(graph: Graph): ReadonlySet<string> {
  const names = graph.nodes.flatMap(({ op, inputs }) => (op === 'BatchNormalization' ? inputs.slice(3, 5) : []));
  return new Set(names.filter((name) => graph.initializers.has(name)));
}
