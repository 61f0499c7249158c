/** Class activation maps: what each method makes of the activations A and the gradient G of the score, both [N, C, P]. */
import type { HeatmapMethod } from '../../domain/heatmaps/heatmap-method.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { add, multiply, reduce } from '../ir/emit.ts';

/** Weights that A is multiplied by before the sum over its channels: [N, C, P], or [N, C, 1] for all positions alike. */
export type CamWeights = (builder: GraphBuilder, activations: string, gradients: string) => string;

export type WeightedCam = Extract<HeatmapMethod, 'grad-cam' | 'grad-cam++' | 'hirescam' | 'layercam'>;

/** Selvaraju et al. 2017: the mean of G over the positions. */
const gradCam: CamWeights = (builder, _, gradients) => reduce(builder, 'ReduceMean', gradients, [2]);

/** Keeps the denominator of Grad-CAM++ from zero; as in pytorch-grad-cam, so that maps agree. */
const EPSILON = 1e-6;

/** Chattopadhay et al. 2018, equation 19: Σ_P ReLU(G) · G² / (2·G² + G³ · Σ_P A), in which G = 0 gives 0. */
const gradCamPlusPlus: CamWeights = (builder, activations, gradients) => {
  const square = multiply(builder, gradients, gradients);
  const cube = multiply(builder, square, gradients);
  const sum = reduce(builder, 'ReduceSum', activations, [2]);
  const twice = multiply(builder, square, builder.scalar(2));
  const denominator = add(builder, add(builder, twice, multiply(builder, sum, cube)), builder.scalar(EPSILON));
  const alpha = builder.node('Div', [square, denominator]);
  return reduce(builder, 'ReduceSum', multiply(builder, builder.node('Relu', [gradients]), alpha), [2]);
};

/** Draelos & Carin 2020: G itself. */
const hiResCam: CamWeights = (_builder, _activations, gradients) => gradients;

/** Jiang et al. 2021: ReLU(G). */
const layerCam: CamWeights = (builder, _, gradients) => builder.node('Relu', [gradients]);

export const camWeights: Readonly<Record<WeightedCam, CamWeights>> = {
  'grad-cam': gradCam,
  'grad-cam++': gradCamPlusPlus,
  hirescam: hiResCam,
  layercam: layerCam,
};

/** Σ_C weights · A: [N, 1, P]. */
export function weightedCam(builder: GraphBuilder, activations: string, weights: string): string {
  return reduce(builder, 'ReduceSum', multiply(builder, weights, activations), [1]);
}
