import { float32 } from '../domain/tensor.ts';
import type { GraphBuilder } from './builder.ts';
import { int } from './builder.ts';
import { multiply, negate, reduce } from './gradients/emit.ts';

export interface CrossEntropyOptions {
  /** Number of labels, K. */
  readonly labels: number;
  /** Share ε of each target that is spread evenly over all labels (Szegedy et al. 2016). */
  readonly smoothing?: number;
  /** One factor a label. */
  readonly classWeights?: readonly number[];
}

/**
 * Adds the softmax cross-entropy of `logits` [N, K] and `targets` [N, K] (each row sums to 1; soft ones are fine):
 * mean over n of -Σₖ wₖ·((1 - ε)·tₙₖ + ε/K)·log softmax(logits)ₙₖ, as PyTorch's CrossEntropyLoss for targets that are
 * probabilities. Returns the value of the loss, one number.
 */
export function addCrossEntropy(
  builder: GraphBuilder,
  logits: string,
  targets: string,
  options: CrossEntropyOptions,
): string {
  const { labels, smoothing = 0, classWeights } = options;
  const logProbabilities = builder.node('LogSoftmax', [logits], { axis: int(1) });
  const smoothed = smoothing === 0 ? targets : smooth(builder, targets, smoothing, labels);
  const weighted =
    classWeights === undefined ? smoothed : multiply(builder, smoothed, weights(builder, classWeights, labels));
  const perImage = reduce(builder, 'ReduceSum', multiply(builder, weighted, logProbabilities), [1], false);
  return negate(builder, reduce(builder, 'ReduceMean', perImage, [0], false));
}

function smooth(builder: GraphBuilder, targets: string, smoothing: number, labels: number): string {
  const kept = multiply(builder, targets, builder.scalar(1 - smoothing));
  return builder.node('Add', [kept, builder.scalar(smoothing / labels)]);
}

function weights(builder: GraphBuilder, classWeights: readonly number[], labels: number): string {
  if (classWeights.length !== labels) throw new Error(`${classWeights.length} class weights for ${labels} labels`);
  return builder.constant(float32([1, labels], classWeights));
}
