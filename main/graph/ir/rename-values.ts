import type { Graph } from './graph.ts';

/** The same graph with other names for some of its values: old → new. A value that has a new name already gets one more. */
export function renameValues(graph: Graph, names: Readonly<Record<string, string>>): Graph {
  const renamed = new Map(Object.entries(names).filter(([from, to]) => from !== to));
  if (renamed.size === 0) return graph;
  const taken = valuesOf(graph);
  for (const to of renamed.values()) {
    if (taken.has(to) && !renamed.has(to)) renamed.set(to, free(to, taken));
  }
  const nameOf = (name: string): string => renamed.get(name) ?? name;
  const keysOf = <T>(map: ReadonlyMap<string, T>): Map<string, T> =>
    new Map([...map].map(([name, value]) => [nameOf(name), value]));
  return {
    ...graph,
    inputs: keysOf(graph.inputs),
    outputs: keysOf(graph.outputs),
    initializers: keysOf(graph.initializers),
    nodes: graph.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(nameOf),
      outputs: node.outputs.map(nameOf),
    })),
  };
}

function valuesOf({ inputs, initializers, nodes }: Graph): ReadonlySet<string> {
  return new Set([...inputs.keys(), ...initializers.keys(), ...nodes.flatMap(({ outputs }) => outputs)]);
}

function free(name: string, taken: ReadonlySet<string>): string {
  let count = 1;
  while (taken.has(`${name}_${count}`)) count++;
  return `${name}_${count}`;
}
