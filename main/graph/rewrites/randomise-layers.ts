/** A model that has forgotten: what it learned is shuffled, from its head downwards (Adebayo et al. 2018). */
import type { Random } from '../../domain/statistics/random.ts';
import { float32, sizeOf } from '../../domain/tensor.ts';
import type { Graph } from '../ir/graph.ts';
import { kernelsOf, parametersOf } from '../ir/parameters.ts';

/** Names of the parameters of a layer: its kernel, and the biases and scales behind it. */
export type Layer = readonly string[];

/**
 * From those farthest from the graph's outputs to the head. By their distance and not by their place in the list of
 * nodes: of a mean of several networks, layers of the same depth stand together.
 */
export function layersOf(graph: Graph): readonly Layer[] {
  const kernels = kernelsOf(graph);
  const layers: string[][] = [];
  for (const name of parametersOf(graph)) {
    const isNext = kernels.has(name) && layers.at(-1)?.some((each) => kernels.has(each)) !== false;
    if (layers.length === 0 || isNext) layers.push([name]);
    else layers.at(-1)!.push(name);
  }
  const distances = distancesOf(graph);
  const distanceOf = (layer: Layer): number => Math.max(...layer.map((name) => distances.get(name) ?? 0));
  return layers.toSorted((a, b) => distanceOf(b) - distanceOf(a));
}

/** For each value, the number of nodes on the longest path to an output. */
function distancesOf({ nodes }: Graph): ReadonlyMap<string, number> {
  const distances = new Map<string, number>();
  for (const { inputs, outputs } of nodes.toReversed()) {
    const own = 1 + Math.max(0, ...outputs.map((output) => distances.get(output) ?? 0));
    for (const input of inputs) distances.set(input, Math.max(own, distances.get(input) ?? 0));
  }
  return distances;
}

/** Numbers in the layers' parameters. */
export function parameterCount(graph: Graph, layers: readonly Layer[]): number {
  return layers.flat().reduce((sum, name) => sum + sizeOf(graph.initializers.get(name)!.dims), 0);
}

/**
 * The graph with the numbers within each parameter of these layers in random order: sizes and distribution stay those of
 * the trained network, whatever its initialisation was, and nothing of what it learned does. Running statistics stay.
 */
export function randomiseLayers(graph: Graph, layers: readonly Layer[], random: Random): Graph {
  const initializers = new Map(graph.initializers);
  for (const name of layers.flat()) {
    const { dims, data } = graph.initializers.get(name)!;
    initializers.set(name, float32(dims, shuffled(data as Float32Array, random.fork(name))));
  }
  return { ...graph, initializers };
}

function shuffled(values: Float32Array, random: Random): Float32Array {
  const copy = values.slice();
  for (let i = copy.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}
