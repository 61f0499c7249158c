import type { Graph } from './graph.ts';
import { createBuilder } from './builder.ts';
import { toCanonical } from './canonical.ts';
import { differentiate } from './gradients.ts';
import { inferShapes } from './infer-shapes.ts';
import { UnsupportedGraph } from './unsupported-graph.ts';

export interface ExplainedValues {
  /** [N, labels] */
  readonly logits: string;
  /** The last spatial map [N, C, h, w]. */
  readonly heatmap: string;
}

/**
 * Grad-CAM beside the prediction (Selvaraju et al. 2017): ReLU(Σ_c α_c A_c), where A is the heatmap value and α_c the
 * mean over the map of the gradient of the chosen logit. Adds the input `labelWeights` [N, labels], one-hot of the
 * chosen label (other weights explain their weighted sum of logits), and the output `gradCam` [N, h, w], not
 * normalised. All other outputs stay. Throws where the logits do not depend on the map or a node between them has no
 * gradient rule.
 */
export function withGradCam(given: Graph, { logits, heatmap }: ExplainedValues): Graph {
  const forward = toCanonical(given, [logits, heatmap]);
  const types = inferShapes(forward);
  const [scores, map] = [types.get(logits), types.get(heatmap)];
  if (scores?.dims.length !== 2)
    throw new UnsupportedGraph(`Value "${logits}"`, 'it is no table of logits [N, labels]');
  if (map?.dims.length !== 4) throw new UnsupportedGraph(`Value "${heatmap}"`, 'it is no spatial map [N, C, h, w]');
  const [batch, , height, width] = map.dims;
  if (typeof height !== 'number' || typeof width !== 'number') {
    throw new UnsupportedGraph(`Value "${heatmap}"`, 'the size of the map is not known');
  }
  const seeded = createBuilder(forward);
  const labelWeights = seeded.input('labelWeights', { type: 'float32', dims: scores.dims });
  const { graph, gradients } = differentiate(seeded.finish(), {
    of: logits,
    seed: labelWeights,
    withRespectTo: [heatmap],
  });
  const builder = createBuilder(graph);
  const reshape = (value: string, dims: number[], as?: string): string =>
    builder.node('Reshape', [value, builder.ints(dims)], {}, as);
  const alpha = reshape(builder.node('GlobalAveragePool', [gradients.get(heatmap)!]), [0, 1, -1]);
  const weighted = builder.node('MatMul', [alpha, reshape(heatmap, [0, 0, -1])]);
  const gradCam = reshape(builder.node('Relu', [weighted]), [0, height, width], 'gradCam');
  builder.output(gradCam, { type: 'float32', dims: [batch!, height, width] });
  return builder.finish();
}
