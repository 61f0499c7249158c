/** Heatmaps by any method, in the graph or by occlusion. */
import type { HeatmapMethod } from '../../domain/heatmaps/heatmap-method.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import { success, type Outcome } from '../../domain/outcome.ts';
import type { HeatMap } from '../../domain/saliency-checks/map-measures.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { occlude } from './occlusion.ts';
import type { PredictOptions, Predictor } from './predictor.ts';
import type { Subject } from './subject.ts';

export interface MapRequest {
  readonly subject: Subject;
  readonly card: Pick<ModelCard, 'labels' | 'activation'>;
  readonly method: HeatmapMethod;
  readonly images: readonly {
    /** [1, C, H, W] */
    readonly rows: Tensor;
    /** The column of the label in the logits. */
    readonly column: number;
  }[];
}

/** The map of each image's label, also of a label below its threshold. Fails and throws as `predict` does. */
export async function mapsOf(
  predictor: Pick<Predictor, 'predict'>,
  { subject, card, method, images }: MapRequest,
  options: Omit<PredictOptions, 'question'>,
): Promise<readonly Outcome<HeatMap>[]> {
  if (method === 'occlusion') {
    const found: Outcome<HeatMap>[] = [];
    for (const { rows, column } of images) {
      const wanted = { subject, image: rows, column, activation: card.activation };
      found.push(await occlude(wanted, predictor.predict, options));
    }
    return found;
  }
  const asked = images.map(({ rows, column }) => ({ rows, label: { column, of: card.labels.length } }));
  const answers = await predictor.predict(subject, asked, { ...options, question: method });
  return answers.map((answer) => (answer.ok ? success(toMap(answer.value.heatmap!)) : answer));
}

/** The first of [views, h, w]; values that are no numbers, as of a network of random weights, count as none. */
export function toMap({ dims, data }: Tensor): HeatMap {
  const [, height = 0, width = 0] = dims;
  const values = (data as Float32Array).slice(0, height * width);
  return { width, height, values: values.map((value) => (Number.isFinite(value) ? value : 0)) };
}
