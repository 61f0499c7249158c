/** Probabilities and maps of a model, or of one with other weights, for the images of a check. */
import type { HeatmapMethod } from '../../domain/heatmaps/heatmap-method.ts';
import { probabilitiesOf } from '../../domain/models/findings-of-logits.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import { valueOf } from '../../domain/outcome.ts';
import type { HeatMap } from '../../domain/saliency-checks/map-measures.ts';
import { float32, type Tensor } from '../../domain/tensor.ts';
import type { Graph } from '../../graph/ir/graph.ts';
import { mapsOf } from '../inference/maps.ts';
import type { Predictor } from '../inference/predictor.ts';
import { meanOfRows } from '../inference/rows.ts';
import { subjectOfGraph, type Subject } from '../inference/subject.ts';

/** An image as the model takes it, and the column of the finding in question. */
export interface Asked {
  /** [channels, height, width] */
  readonly input: Float32Array;
  readonly column: number;
}

export interface AskedModel {
  readonly card: ModelCard;
  readonly graph: Graph;
  readonly subject: Subject;
  readonly predictor: Predictor;
  readonly signal: AbortSignal | undefined;
}

/** The card's model, with this graph in place of its own. */
export function askModel(predictor: Predictor, card: ModelCard, graph: Graph, signal?: AbortSignal): AskedModel {
  const subject = subjectOfGraph(graph, card.values, `The model "${card.title}"`);
  return { card, graph, subject, predictor, signal };
}

const rowsOf = ({ input }: Asked, { preprocessing: { channels, height, width } }: ModelCard): Tensor =>
  float32([1, channels, height, width], input);

/** The calibrated probability of each image's finding. @throws as `predict` does, and a FaultError. */
export async function probabilitiesBy(model: AskedModel, asked: readonly Asked[]): Promise<number[]> {
  const { card, subject, predictor, signal } = model;
  const images = asked.map((each) => ({ rows: rowsOf(each, card) }));
  const answers = await predictor.predict(subject, images, { signal });
  return answers.map((answer, i) => {
    const probabilities = probabilitiesOf(card, meanOfRows(valueOf(answer).logits));
    return probabilities[asked[i]!.column]!;
  });
}

/** The map of each image's finding, also of one below its threshold. @throws as `predict` does, and a FaultError. */
export async function mapsBy(model: AskedModel, method: HeatmapMethod, asked: readonly Asked[]): Promise<HeatMap[]> {
  const { card, subject, predictor, signal } = model;
  const images = asked.map((each) => ({ rows: rowsOf(each, card), column: each.column }));
  const maps = await mapsOf(predictor, { subject, card, method, images }, { signal });
  return maps.map(valueOf);
}

/** The maps by a graph with other weights, whose session is closed then. */
export async function mapsByOther(
  model: AskedModel,
  graph: Graph,
  method: HeatmapMethod,
  asked: readonly Asked[],
): Promise<HeatMap[]> {
  const other = askModel(model.predictor, model.card, graph, model.signal);
  try {
    return await mapsBy(other, method, asked);
  } finally {
    await model.predictor.release(other.subject);
  }
}
