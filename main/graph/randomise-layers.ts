/** A model that has forgotten: what it learned is shuffled, from its head downwards (Adebayo et al. 2018). */
import type { Random } from '../domain/random.ts';
import { float32, sizeOf } from '../domain/tensor.ts';
import type { Graph } from './graph.ts';
import { kernelsOf, parametersOf } from './parameters.ts';

/** Names of the parameters of a layer: its kernel, and the biases and scales behind it. */
export type Layer = readonly string[];

/** In the order in which an image passes through them; the last one is the head. */
export function layersOf(graph: Graph): readonly Layer[] {
  const kernels = kernelsOf(graph);
  const layers: string[][] = [];
  for (const name of parametersOf(graph)) {
    const isFirstKernel =
      kernels.has(name) && (layers.length === 0 || layers.at(-1)!.some((each) => kernels.has(each)));
    if (layers.length === 0 || isFirstKernel) layers.push([name]);
    else layers.at(-1)!.push(name);
  }
  return layers;
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
