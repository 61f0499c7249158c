/** Reports of evaluations and comparisons as text. */
import { warningSentence } from '../../../contract/messages/warning-sentences.ts';
import type { ComparisonReport, EvaluationReport } from '../../../contract/evaluation-report.ts';
import type { Estimate } from '../../../domain/statistics/estimate.ts';
import { sentenceOf } from './messages.ts';

/** As a share with its interval; `–` where it is not defined. */
export function formatEstimate(estimate: Estimate | null, digits = 3): string {
  if (estimate === null) return '–';
  const [low, high] = estimate.interval95;
  return `${estimate.value.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}

export function describeEntries({ dataset, cases, warnings }: EvaluationReport | ComparisonReport): string {
  const split = dataset.split === 'all' ? '' : `, split ${dataset.split}`;
  const left = cases.leftOut === 0 ? '' : `, ${cases.leftOut} left out`;
  const lines = [
    `Data: ${dataset.name}${split}: ${cases.measured} of ${cases.listed} images measured, ${cases.patients} patients${left}`,
    ...cases.notScoredEntries.slice(0, 20).map(({ file, fault }) => `  not scored: ${file}: ${sentenceOf(fault)}`),
    ...warnings.map((warning) => `${warning.severity}: ${warningSentence(warning)}`),
  ];
  return lines.join('\n');
}
