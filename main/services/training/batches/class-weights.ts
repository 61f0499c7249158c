import { failure, success } from '../../../domain/outcome.ts';
import { hasLabel } from '../../../domain/evaluation/metrics.ts';
import type { Truth } from '../../../domain/evaluation/metrics.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { TrainSettings } from '../../../contract/training-settings/setting-table.ts';

interface Labelled {
  readonly settings: Pick<TrainSettings, 'classWeights' | 'loss' | 'focalAlpha'>;
  readonly labels: readonly string[];
  readonly findings: readonly string[];
  /** The true labels of the training images. */
  readonly truths: readonly Truth[];
}

/**
 * One factor a label for the loss; undefined where all count alike. `balanced` is n / (K·nₖ), as scikit-learn has
 * it, or of labels that may be there together (n - nₖ) / nₖ. A
 * focal loss also weighs findings by its alpha and the normal label by the rest, twice so that one half changes nothing.
 */
export function classWeightsOf({
  settings,
  labels,
  findings,
  truths,
}: Labelled): Outcome<readonly number[] | undefined> {
  const { classWeights, loss, focalAlpha } = settings;
  if (Array.isArray(classWeights) && classWeights.length !== labels.length) {
    return failure('settings.class-weights', { given: classWeights.length, labels });
  }
  const balanced = labels.map((_, label) => {
    const count = Math.max(1, truths.filter((truth) => hasLabel(truth, label)).length);
    return loss === 'binary-cross-entropy' ? truths.length / count - 1 : truths.length / (labels.length * count);
  });
  const own = classWeights === 'balanced' ? balanced : classWeights === 'none' ? labels.map(() => 1) : classWeights;
  const alpha = (label: string): number => 2 * (findings.includes(label) ? focalAlpha : 1 - focalAlpha);
  const weights = own.map((weight, i) => (loss === 'focal' ? weight * alpha(labels[i]!) : weight));
  return success(weights.every((weight) => weight === 1) ? undefined : weights);
}
