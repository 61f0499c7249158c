import type { Finding, WorklistRow } from '../../../main/domain/studies/study.ts';
import { formatLabel, formatProbability } from '../format/format.ts';

export const wordOf = (finding: Finding): string => (finding.positive ? 'above threshold' : 'below threshold');

/** "Pneumonia 0.97, above threshold 0.34 (chest-pneumonia)", for screen readers and tooltips. */
export function sentenceOfFinding(finding: Finding): string {
  const { label, probability, threshold, model } = finding;
  return `${formatLabel(label)} ${formatProbability(probability)}, ${wordOf(finding)} ${formatProbability(threshold)} (${model})`;
}

/** Why a study has no findings; a refusal is a whole sentence, "Not scored: …". */
export const whyUnscored = ({ refusal }: Pick<WorklistRow, 'refusal'>): string =>
  refusal ?? 'Not scored: no model has seen it yet.';
