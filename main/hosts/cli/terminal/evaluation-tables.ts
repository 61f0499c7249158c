/** Reports of evaluations and comparisons as text. */
import { warningSentence } from '../../../contract/messages/warning-sentences.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComparisonReport, EvaluationReport } from '../../../contract/evaluation-report.ts';
import type { Estimate } from '../../../domain/statistics/estimate.ts';
import type { StoredEntryScores } from '../../../services/evaluation/reports/stored-entry-scores.ts';

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
    ...cases.notScoredEntries.slice(0, 20).map(({ file, reason }) => `  not scored: ${file}: ${reason}`),
    ...warnings.map((warning) => `${warning.severity}: ${warningSentence(warning)}`),
  ];
  return lines.join('\n');
}

/** report.json, and cases.csv with a line a case: its truth and, for each row, its probability of every finding. */
export async function writeReport(
  folder: string,
  report: EvaluationReport | ComparisonReport,
  cases: StoredEntryScores,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
  await writeFile(join(folder, 'cases.csv'), toCsv(report, cases));
}

function toCsv(report: EvaluationReport | ComparisonReport, { scores, facts }: StoredEntryScores): string {
  const rows = report.kind === 'evaluation' ? [report.model.title] : report.rows.map(({ title }) => title);
  const findings = scores.labels.flatMap(({ label }) => [label, ...rows.map((row) => `${row}: ${label}`)]);
  const header = ['entry', 'file', 'labels', 'patient', ...findings];
  const lines = scores.entries.map((entry, i) => [
    entry,
    facts[i]!.file,
    facts[i]!.labels.join('|'),
    scores.patients[i]!,
    ...scores.labels.flatMap(({ positives, probabilities }) => [
      Number(positives[i]),
      ...probabilities.map((row) => row[i]!),
    ]),
  ]);
  return [header, ...lines].map((line) => `${line.map(quoted).join(',')}\n`).join('');
}

/** RFC 4180. */
function quoted(value: string | number): string {
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
