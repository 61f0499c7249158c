import type { Finding, WorklistRow } from '../../../main/domain/studies/study.ts';
import { messageSentence } from '../faults/fault-text.ts';
import { formatLabel } from '../format/format.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { t } from '../messages/messages.ts';

export const wordOf = (finding: Finding): string => t(finding.positive ? 'findings:above' : 'findings:below');

/** "Pneumonia 0.97, above threshold 0.34 (chest-pneumonia)", for screen readers and tooltips. */
export function sentenceOfFinding(finding: Finding): string {
  const { label, probability, threshold, model, flags } = finding;
  const sentence = t('findings:sentence', {
    label: formatLabel(label),
    probability: formatProbability(probability),
    word: wordOf(finding),
    threshold: formatProbability(threshold),
    model,
  });
  return flags.length === 0 ? sentence : t('findings:flagged', { sentence, flags: flagTitles(flags).join(', ') });
}

const flagTitles = (flags: Finding['flags']): readonly string[] => flags.map((flag) => t(`scoreFlags:${flag}.title`));

/** "0.97, above threshold 0.34": the same without its name, for a meter that has one. */
export function valueOfFinding(finding: Finding): string {
  return t('findings:value', {
    probability: formatProbability(finding.probability),
    word: wordOf(finding),
    threshold: formatProbability(finding.threshold),
  });
}

/** Why a study has no findings; a refusal is a whole sentence, "Not scored: …". */
export const whyUnscored = ({ refusal }: Pick<WorklistRow, 'refusal'>): string =>
  refusal === null ? t('findings:notScoredYet') : messageSentence(refusal);
