import type { Outcome } from '../domain/outcome.ts';
import { success } from '../domain/outcome.ts';
import type { Dim, Graph } from '../graph/ir/graph.ts';
import { inferShapes } from '../graph/shapes/infer-shapes.ts';
import { layoutOperators } from '../graph/ir/parameters.ts';
import { runningStatisticsOf } from '../graph/training/running-statistics.ts';
import type { Block } from './network.ts';
import { chooseTrainable } from './trainable.ts';

export interface LayerRow {
  /** As its parameters are named, without `.weight`; of a pool the name of what it gives. */
  readonly name: string;
  /** The ONNX operator. */
  readonly kind: string;
  readonly output: readonly Dim[];
  /** Numbers that can learn. */
  readonly parameters: number;
  /** Those of them that do. */
  readonly trainable: number;
  /** Numbers that only follow the data: running means and variances. */
  readonly statistics: number;
}

export interface NetworkTable {
  /** Layers with parameters, and pools, in the order of the graph. */
  readonly layers: readonly LayerRow[];
  readonly total: Pick<LayerRow, 'parameters' | 'trainable' | 'statistics'>;
}

interface Layer extends Pick<LayerRow, 'name' | 'kind' | 'output'> {
  readonly weights: string[];
}

/**
 * The layers of a network with the sizes of their outputs and parameters.
 * @param train which learn, in the words of `chooseTrainable`
 * @returns the fault of `chooseTrainable` where the words name nothing. Throws `UnsupportedGraph` where a shape can't be
 *   inferred.
 */
export function describeNetwork(graph: Graph, blocks: readonly Block[], train: string): Outcome<NetworkTable> {
  const chosen = chooseTrainable(graph, blocks, train);
  if (!chosen.ok) return chosen;
  const all = chooseTrainable(graph, blocks, 'all');
  if (!all.ok) return all;
  const statistics = runningStatisticsOf(graph);
  const count = (names: readonly string[]): number =>
    names.reduce((sum, name) => sum + graph.initializers.get(name)!.data.length, 0);
  const [parameters, trainable] = [new Set(all.value), new Set(chosen.value)];
  const sizes = (weights: readonly string[]): NetworkTable['total'] => ({
    parameters: count(weights.filter((name) => parameters.has(name))),
    trainable: count(weights.filter((name) => trainable.has(name))),
    statistics: count(weights.filter((name) => statistics.has(name))),
  });
  const found = layersOf(graph, new Set([...parameters, ...statistics]));
  const layers = found.map(({ weights, ...layer }) => ({ ...layer, ...sizes(weights) }));
  return success({ layers, total: sizes([...parameters, ...statistics]) });
}

/** A layer is what the same words before the last one name; it stands where its first weight is used. */
function layersOf(graph: Graph, weights: ReadonlySet<string>): Layer[] {
  const types = inferShapes(graph);
  const layers = new Map<string, Layer>();
  const origins = new Map<string, string>();
  const placed = new Set<string>();
  for (const { op, inputs, outputs } of graph.nodes) {
    const output = outputs[0]!;
    const used = inputs.map((input) => origins.get(input) ?? input);
    if (layoutOperators.has(op)) {
      origins.set(output, used[0]!);
      continue;
    }
    const { dims } = types.get(output)!;
    if (op.endsWith('Pool')) layers.set(output, { name: output, kind: op, output: dims, weights: [] });
    for (const weight of used.filter((name) => weights.has(name) && !placed.has(name))) {
      placed.add(weight);
      const name = weight.replace(/[./][^./]*$/, '');
      if (!layers.has(name)) layers.set(name, { name, kind: op, output: dims, weights: [] });
      layers.get(name)!.weights.push(weight);
    }
  }
  return [...layers.values()];
}
