import { float32 } from '../../domain/tensor.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { int } from '../ir/builder.ts';
import { add, multiply, negate, reduce } from '../ir/emit.ts';

export type Loss =
  /** For labels that exclude each other. */
  | { readonly kind: 'cross-entropy' }
  /** The same with less weight for what is easy: times (1 - p)^γ (Lin et al. 2017), p from a softmax. */
  | { readonly kind: 'focal'; readonly gamma: number }
  /** For labels that may occur together, each against its absence; mean over images and labels. */
  | { readonly kind: 'binary-cross-entropy' };

export interface LossOptions {
  readonly loss: Loss;
  /** Number of labels, K. */
  readonly labels: number;
  /** Share ε of each target that is spread evenly over all labels, or over yes and no (Szegedy et al. 2016). */
  readonly smoothing?: number | undefined;
  /** One factor a label; focal loss's α; of binary cross-entropy, PyTorch's `pos_weight`. */
  readonly classWeights?: readonly number[] | undefined;
}

/**
 * Adds the loss of `logits` [N, K] and `targets` [N, K]: soft ones are fine; but for binary cross-entropy each row sums
 * to 1. Returns its value, one number: as PyTorch's CrossEntropyLoss for targets that are probabilities, and
 * BCEWithLogitsLoss.
 */
export function addLoss(builder: GraphBuilder, logits: string, targets: string, options: LossOptions): string {
  const terms = options.loss.kind === 'binary-cross-entropy' ? binaryTerms : softmaxTerms;
  return negate(builder, reduce(builder, 'ReduceMean', terms(builder, logits, targets, options), [0], false));
}

/** [N]: mean over n of Σₖ wₖ·((1 - ε)·tₙₖ + ε/K)·(1 - pₙₖ)^γ·log pₙₖ with p = softmax(logits). */
function softmaxTerms(builder: GraphBuilder, logits: string, targets: string, options: LossOptions): string {
  const { loss, labels, smoothing, classWeights } = options;
  const logProbabilities = builder.node('LogSoftmax', [logits], { axis: int(1) });
  const smoothed = smooth(builder, targets, { smoothing, over: labels });
  const weighted = weigh(builder, smoothed, classWeights, labels);
  const focused = loss.kind === 'focal' ? focus(builder, logProbabilities, loss.gamma) : logProbabilities;
  return reduce(builder, 'ReduceSum', multiply(builder, weighted, focused), [1], false);
}

function focus(builder: GraphBuilder, logProbabilities: string, gamma: number): string {
  const missed = builder.node('Sub', [builder.scalar(1), builder.node('Exp', [logProbabilities])]);
  // Rounding may leave a little less than zero, of which there is no power; nor is there a slope at zero for γ < 1.
  const base = add(builder, builder.node('Relu', [missed]), builder.scalar(1e-7));
  return multiply(builder, builder.node('Pow', [base, builder.scalar(gamma)]), logProbabilities);
}

/** [N]: mean over k of wₖ·t·log σ(x) + (1 - t)·log σ(-x); the logarithms of both as a softmax of x and 0. */
function binaryTerms(builder: GraphBuilder, logits: string, targets: string, options: LossOptions): string {
  const { labels, smoothing, classWeights } = options;
  const yes = smooth(builder, targets, { smoothing, over: 2 });
  const no = builder.node('Sub', [builder.scalar(1), yes]);
  const axis = builder.ints([2]);
  const pair = (a: string, b: string): string => {
    const parts = [a, b].map((value) => builder.node('Unsqueeze', [value, axis]));
    return builder.node('Concat', parts, { axis: int(2) });
  };
  const zero = multiply(builder, logits, builder.scalar(0));
  const logProbabilities = builder.node('LogSoftmax', [pair(logits, zero)], { axis: int(2) });
  const weighted = pair(weigh(builder, yes, classWeights, labels), no);
  const perLabel = reduce(builder, 'ReduceSum', multiply(builder, weighted, logProbabilities), [2], false);
  return reduce(builder, 'ReduceMean', perLabel, [1], false);
}

function smooth(
  builder: GraphBuilder,
  targets: string,
  { smoothing = 0, over }: { readonly smoothing: number | undefined; readonly over: number },
): string {
  if (smoothing === 0) return targets;
  return add(builder, multiply(builder, targets, builder.scalar(1 - smoothing)), builder.scalar(smoothing / over));
}

function weigh(
  builder: GraphBuilder,
  targets: string,
  classWeights: readonly number[] | undefined,
  labels: number,
): string {
  if (classWeights === undefined) return targets;
  if (classWeights.length !== labels) throw new Error(`${classWeights.length} class weights for ${labels} labels`);
  return multiply(builder, targets, builder.constant(float32([1, labels], classWeights)));
}
