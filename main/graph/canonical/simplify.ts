import type { Tensor } from '../../domain/tensor.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { createBuilder } from '../ir/builder.ts';
import type { Graph, Node } from '../ir/graph.ts';
import type { InferredValues } from '../shapes/infer-shapes.ts';
import { inferValues } from '../shapes/infer-shapes.ts';
import { changesNothing } from './no-op.ts';

/** Puts constants in place of the nodes whose outputs are known before the graph runs; all names stay. */
export function foldConstants(graph: Graph, keep: ReadonlySet<string>): Graph {
  const values = inferValues(graph, [...keep]);
  const isFolded = ({ outputs }: Node): boolean =>
    values.constants.has(outputs[0] ?? '') && !outputs.some((output) => keep.has(output) || graph.outputs.has(output));
  const folded = graph.nodes.filter(isFolded);
  const known = folded.map(({ outputs }) => [outputs[0]!, values.constants.get(outputs[0]!)!] as const);
  const initializers = new Map<string, Tensor>([...graph.initializers, ...known]);
  const rest = graph.nodes.filter((node) => !isFolded(node));
  const builder = createBuilder({ ...graph, initializers, nodes: [...rest] });
  const nodes = rest.map((node) => withKnownTarget(node, values, builder, initializers));
  const used = new Set(graph.nodes.flatMap(({ inputs }) => inputs));
  const unused = [...graph.initializers.keys()].filter((name) => !used.has(name)); // another may take it up later
  return withoutUnusedInitializers({ ...builder.finish(), nodes }, new Set([...keep, ...unused]));
}

/** A Reshape whose target is computed at run time although at most one of its sizes is unknown. */
function withKnownTarget(
  node: Node,
  { types }: InferredValues,
  builder: GraphBuilder,
  initializers: ReadonlyMap<string, Tensor>,
): Node {
  const [x, target] = node.inputs;
  if (node.op !== 'Reshape' || node.domain !== '' || initializers.has(target!)) return node;
  const [from, to] = [types.get(x!)!.dims, types.get(node.outputs[0]!)!.dims];
  if (to.includes(0)) return node;
  const sizes = to.map((dim, axis) => (typeof dim === 'number' ? dim : dim === from[axis] ? 0 : -1));
  if (sizes.filter((size) => size === -1).length > 1) return node;
  return { ...node, inputs: [x!, builder.ints(sizes)], attributes: {} };
}

/** Takes out nodes that pass their input on unchanged; outputs of the graph and the values to keep have their names still. */
export function withoutNoOps(graph: Graph, keep: ReadonlySet<string>): Graph {
  const { types } = inferValues(graph);
  const fixed = new Set([...keep, ...graph.outputs.keys()]);
  const made = new Set(graph.nodes.flatMap(({ outputs }) => outputs));
  const source = new Map<string, string>();
  const nameOf = (value: string): string => source.get(value) ?? value;
  const renamed = new Map<string, string>();
  const nodes: Node[] = [];
  for (const node of graph.nodes) {
    const [y] = node.outputs as [string];
    const x = nameOf(node.inputs[0] ?? '');
    if (!changesNothing(node, { types, initializers: graph.initializers })) {
      nodes.push({ ...node, inputs: node.inputs.map(nameOf) });
    } else if (!fixed.has(y)) {
      source.set(y, x);
    } else if (made.has(x) && !fixed.has(x) && !renamed.has(x)) {
      renamed.set(x, y);
    } else {
      nodes.push({ ...node, op: 'Identity', inputs: [x], outputs: [y], attributes: {} });
    }
  }
  const final = (value: string): string => renamed.get(value) ?? value;
  return {
    ...graph,
    nodes: nodes.map((node) => ({ ...node, inputs: node.inputs.map(final), outputs: node.outputs.map(final) })),
  };
}

/** Takes out nodes and initializers that neither the outputs nor the values to keep depend on. */
export function withoutDeadNodes(graph: Graph, keep: ReadonlySet<string>): Graph {
  const needed = new Set([...keep, ...graph.outputs.keys()]);
  const nodes: Node[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    nodes.push(node);
    node.inputs.forEach((input) => needed.add(input));
  }
  return withoutUnusedInitializers({ ...graph, nodes: nodes.reverse() }, keep);
}

function withoutUnusedInitializers(graph: Graph, keep: ReadonlySet<string>): Graph {
  const used = new Set([...keep, ...graph.outputs.keys(), ...graph.nodes.flatMap(({ inputs }) => inputs)]);
  return { ...graph, initializers: new Map([...graph.initializers].filter(([name]) => used.has(name))) };
}
