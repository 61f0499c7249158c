import type { ModelCard } from '../../domain/models/model-card.ts';
import type { Graph } from '../../graph/ir/graph.ts';
import { readOnnx } from '../../graph/onnx/read-onnx.ts';
import type { InstalledModel } from '../models/installed-models.ts';

/** A graph that answers for images: an installed model, a model with other weights, or a network in training. */
export interface Subject {
  /** The same key stands for the same graph: sessions are kept by it. */
  readonly key: string;
  /** How a sentence names it, such as `The model "Pneumonia"`. */
  readonly name: string;
  readonly values: ModelCard['values'];
  graph(): Promise<Graph>;
}

export function subjectOf(model: InstalledModel): Subject {
  const { id, sha256, title, values } = model.card;
  return {
    key: `${id} ${sha256}`,
    name: `The model "${title}"`,
    values,
    graph: async () => readOnnx(await model.modelBytes()),
  };
}

let graphs = 0;

/** A graph of its own, which no other subject has. */
export function subjectOfGraph(graph: Graph, values: ModelCard['values'], name = 'The network'): Subject {
  return { key: `graph ${++graphs}`, name, values, graph: () => Promise.resolve(graph) };
}
