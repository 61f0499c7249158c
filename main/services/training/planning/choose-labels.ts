/** Which labels of the data a model has, in which order, and which of them are findings. */
import { failure, success } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { BaseModel } from './base-model.ts';
import { findingLabels } from '../../../domain/datasets/findings-of-labels.ts';
import { labelsIn } from '../../datasets/opening/labels-in.ts';
import type { ListedDataset } from '../../datasets/training-split/learning-list.ts';
import type { TrainSettings } from '../../../contract/training-settings/setting-table.ts';
import type { TrainOptions } from '../settings/train-settings.ts';

export interface ChosenLabels {
  /** In the order of the logits. */
  readonly labels: readonly string[];
  /** Those that have an operating point: all but the one for "nothing found". */
  readonly findings: readonly string[];
}

/** Faults: 'training.several-labels', 'training.too-few-findings', 'labels.no-such-normal-label'. */
export function chooseLabels(
  listed: readonly ListedDataset[],
  { loss }: TrainSettings,
  { normalLabel }: TrainOptions,
  base: BaseModel | null,
): Outcome<ChosenLabels> {
  const all = listed[0]!.labels;
  const findings = findingLabels(all, normalLabel, loss === 'binary-cross-entropy');
  if (!findings.ok) return findings;
  if (loss === 'binary-cross-entropy') {
    // "Normal" is that there is none of them.
    if (findings.value.length >= 2) {
      const labels = orderOf(findings.value, base);
      return success({ labels, findings: labels });
    }
    return failure('training.too-few-findings', {});
  }
  if (listed.some(({ entries }) => entries.some(({ label }) => labelsIn(label).length > 1))) {
    return failure('training.several-labels', {});
  }
  return success({ labels: orderOf(all, base), findings: findings.value });
}

/** As the model to begin with has them, where those are the same labels: its logits keep their meaning. */
function orderOf(labels: readonly string[], base: BaseModel | null): readonly string[] {
  const known = base?.card?.labels ?? [];
  const isSame = known.length === labels.length && known.every((label) => labels.includes(label));
  return isSame ? known : labels;
}
