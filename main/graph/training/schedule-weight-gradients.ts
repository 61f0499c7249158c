/**
 * When a gradient is computed. ONNX Runtime goes back from each output to what it needs, and begins with one of the first
 * layer's: it would compute all gradients of maps before any of weights, and keep every map and its gradient until then.
 */
import type { GraphBuilder } from '../ir/builder.ts';
import { createBuilder } from '../ir/builder.ts';
import { inDependencyOrder } from '../ir/dependency-order.ts';
import { add, slice } from '../ir/emit.ts';
import type { Graph, Node } from '../ir/graph.ts';
import type { UpdatedTensor } from './update.ts';
import { outputsOf } from './update.ts';

/**
 * The same graph, in which the gradients that need a map's gradient are there before what that map's gradient is made
 * into goes on: the weights on its way back wait for them. `seed`: the input that every gradient depends on.
 */
export function scheduleWeightGradients(graph: Graph, seed: string, updated: readonly UpdatedTensor[]): Graph {
  const links = linksOf(graph, seed);
  const together = Map.groupBy(
    // Nothing can be cut off a single number, and it keeps little waiting.
    updated.filter(({ dims }) => dims.length > 0).flatMap(outputsOf),
    (gradient) => originOf(links, gradient),
  );
  const builder = createBuilder({ ...graph, nodes: [] });
  graph.nodes.forEach((node) => builder.add(node));
  const waiting = new Map<Node, Map<string, string>>();
  for (const { name, dims, gradient } of updated) {
    if (typeof gradient !== 'string' || dims.length < 2) continue;
    const origin = originOf(links, gradient);
    const above = firstAbove(links, origin, together);
    const before = [origin, ...(above === undefined ? [] : [above])].flatMap((one) => together.get(one)!);
    const needed = ancestorsOf(links, before);
    const late = (links.takers.get(name) ?? []).filter((node) => !needed.has(node));
    if (late.length === 0) continue;
    const behind = waitFor(builder, name, before);
    late.forEach((node) => waiting.set(node, new Map([...(waiting.get(node) ?? []), [name, behind]])));
  }
  const { nodes, ...rest } = builder.finish();
  const all = nodes.map((node, index) => {
    const replaced = index < graph.nodes.length ? waiting.get(graph.nodes[index]!) : undefined;
    return replaced === undefined
      ? node
      : { ...node, inputs: node.inputs.map((input) => replaced.get(input) ?? input) };
  });
  return { ...rest, nodes: inDependencyOrder(lastlyChained(all, seed)) };
}

interface Links {
  /** Value → the node that makes it. */
  readonly makers: ReadonlyMap<string, Node>;
  /** Value → the nodes that take it. */
  readonly takers: ReadonlyMap<string, readonly Node[]>;
  /** Values that depend on the seed. */
  readonly chain: ReadonlySet<string>;
}

function linksOf({ nodes }: Graph, seed: string): Links {
  const takers = new Map<string, Node[]>();
  for (const node of nodes) {
    for (const input of new Set(node.inputs)) takers.set(input, [...(takers.get(input) ?? []), node]);
  }
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  return { makers, takers, chain: chainOf(nodes, seed) };
}

function chainOf(nodes: readonly Node[], seed: string): ReadonlySet<string> {
  const chain = new Set([seed]);
  for (const { inputs, outputs } of nodes) {
    if (inputs.some((input) => chain.has(input))) outputs.forEach((output) => chain.add(output));
  }
  return chain;
}

/** The last value before a gradient that something else is made of, too: that of the layer's map, as a rule. */
function originOf(links: Links, gradient: string): string {
  for (let value = gradient; ;) {
    const only = onlyChained(links, value);
    if (only === undefined) return value;
    if (links.takers.get(only)!.length > 1) return only;
    value = only;
  }
}

/**
 * The first origin of other gradients that an origin is made of, and of nothing else that depends on the seed: the map
 * itself, which a bias has its gradient of, where the gradient of its weights begins with a transform of the map.
 */
function firstAbove(links: Links, origin: string, origins: ReadonlyMap<string, unknown>): string | undefined {
  for (let value = origin; ;) {
    const only = onlyChained(links, value);
    if (only === undefined || origins.has(only)) return only;
    value = only;
  }
}

/** The input of a value's node that depends on the seed, if there is exactly one. */
function onlyChained({ makers, chain }: Links, value: string): string | undefined {
  const before = new Set(makers.get(value)?.inputs.filter((input) => chain.has(input)));
  return before.size === 1 ? [...before][0] : undefined;
}

/** All nodes that the values need. */
function ancestorsOf({ makers }: Links, values: readonly string[]): ReadonlySet<Node> {
  const found = new Set<Node>();
  const open = [...values];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    const node = makers.get(value);
    if (node === undefined || found.has(node)) continue;
    found.add(node);
    open.push(...node.inputs);
  }
  return found;
}

/**
 * A parameter as it is, but not before other values are there: with the sum of none of their elements added. A Reshape
 * that takes such sizes would cost no pass over the parameter, but ONNX Runtime joins it with the next one.
 */
function waitFor(builder: GraphBuilder, parameter: string, before: readonly string[]): string {
  const nothing = before.map((value) =>
    builder.node('ReduceSum', [slice(builder, value, { axes: [0], starts: [0], ends: [0] })]),
  );
  return add(
    builder,
    parameter,
    nothing.reduce((sum, zero) => add(builder, sum, zero)),
  );
}

/** Nodes that only the forward pass needs come first in the file, so that they come last among a node's inputs. */
function lastlyChained(nodes: readonly Node[], seed: string): Node[] {
  const chain = chainOf(nodes, seed);
  const isChained = ({ outputs }: Node): boolean => outputs.some((output) => chain.has(output));
  return [...nodes.filter((node) => !isChained(node)), ...nodes.filter(isChained)];
}
