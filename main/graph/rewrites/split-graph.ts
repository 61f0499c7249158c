import { withoutDeadNodes } from '../canonical/simplify.ts';
import { bottlenecksOf } from '../ir/bottlenecks.ts';
import type { Graph, ValueType } from '../ir/graph.ts';
import { inferShapes } from '../shapes/infer-shapes.ts';

export interface SplitGraph {
  /** From the graph's inputs to `frontier`. */
  readonly frozen: Graph;
  /** From `frontier`, its input, to the output; with all that is trained. */
  readonly rest: Graph;
  /** The value between them, [N, …] with known sizes. */
  readonly frontier: string;
  /** Numbers of it that each image has. */
  readonly size: number;
}

/**
 * Cuts a graph in inference form where training begins to change values: before all that depends on what is trained
 * and before the first Dropout, at the last single value through which everything passes. The frozen part gives the
 * same for an image in every epoch. Null where nothing lies before the cut, or what is there is not of known size.
 */
export function splitGraph(
  graph: Graph,
  { trainable, output }: { readonly trainable: readonly string[]; readonly output: string },
): SplitGraph | null {
  const moving = movingValues(graph, trainable);
  const types = inferShapes(graph);
  const frontier = bottlenecksOf(graph, output).find((value) => !moving.has(value));
  const type = frontier === undefined ? undefined : types.get(frontier);
  if (frontier === undefined || type?.type !== 'float32' || graph.inputs.has(frontier)) return null;
  const [batch, ...sizes] = type.dims;
  const [input] = graph.inputs.values();
  if (batch !== input?.dims[0] || !sizes.every((size) => typeof size === 'number')) return null;
  return {
    frozen: withoutDeadNodes({ ...graph, outputs: new Map([[frontier, type]]) }, new Set()),
    rest: restOf(graph, { frontier, type, output: [output, graph.outputs.get(output) ?? types.get(output)!] }),
    frontier,
    size: sizes.reduce((product, size) => product * size, 1),
  };
}

function movingValues({ nodes }: Graph, trainable: readonly string[]): ReadonlySet<string> {
  const moving = new Set(trainable);
  for (const { op, inputs, outputs } of nodes) {
    if (op === 'Dropout' || inputs.some((input) => moving.has(input))) outputs.forEach((output) => moving.add(output));
  }
  return moving;
}

interface Rest {
  readonly frontier: string;
  readonly type: ValueType;
  readonly output: readonly [string, ValueType];
}

function restOf(graph: Graph, { frontier, type, output }: Rest): Graph {
  const inputs = new Map([...graph.inputs, [frontier, type] as const]);
  const nodes = graph.nodes.filter(({ outputs }) => !outputs.includes(frontier));
  const rest = withoutDeadNodes({ ...graph, inputs, nodes, outputs: new Map([output]) }, new Set());
  return { ...rest, inputs: new Map([[frontier, type]]) };
}
