/** A kept report as files: what `--out` of `evaluate` and `compare` writes. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContractClient } from '../../../contract/contract.ts';
import type { EntryRow } from '../../../contract/evaluation.ts';
import type { ComparisonReport, EvaluationReport } from '../../../contract/evaluation-report.ts';
import { t } from '../../../contract/messages/messages.ts';
import { statisticalMethodName } from '../../../contract/messages/statistical-method-names.ts';
import { toCsv, type CsvCell } from '../../../domain/csv.ts';
import type { EvaluationId } from '../../../domain/ids.ts';
import { codedMessage } from '../../../domain/messages/coded-message.ts';
import { sentenceOf } from './messages.ts';

type Report = EvaluationReport | ComparisonReport;

/** For programs and people without a page: with words where the report has codes. */
export function jsonOfReport(report: Report, indent = 0): string {
  const inWords = (key: string, value: unknown): unknown => {
    if (key === 'notScoredEntries')
      return report.cases.notScoredEntries.map((each) => ({ ...each, reason: sentenceOf(each.fault) }));
    if ((key === 'method' || key === 'intervalMethod') && typeof value === 'string')
      return statisticalMethodName(value);
    if (key === 'rows' && report.kind === 'comparison' && value === report.rows) {
      return report.rows.map((row) =>
        row.kind === 'ensemble' ? { ...row, sentence: t(`ensembles:${row.ensemble}.sentence`) } : row,
      );
    }
    const rule = key === 'rule' ? codedMessage.safeParse(value) : null;
    return rule?.success === true ? sentenceOf(rule.data) : value;
  };
  return JSON.stringify(report, inWords, indent);
}

type KeptReport = Report & { readonly id: EvaluationId };

/** report.json, and cases.csv with a line an image: its truth and, for each row, its probability of every finding. */
export async function writeReport(client: ContractClient, folder: string, report: KeptReport): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'report.json'), `${jsonOfReport(report, 1)}\n`);
  await writeFile(join(folder, 'cases.csv'), toCsv(await linesOf(client, report)));
}

async function linesOf(client: ContractClient, report: KeptReport): Promise<readonly (readonly CsvCell[])[]> {
  const scores = await client.evaluation.scores({ id: report.id });
  const entries = await entriesOf(client, report.id);
  const rows = report.kind === 'evaluation' ? [report.model.title] : report.rows.map(({ title }) => title);
  const findings = scores.labels.flatMap(({ label }) => [label, ...rows.map((row) => `${row}: ${label}`)]);
  const header = ['entry', 'file', 'labels', 'patient', ...findings];
  const lines = scores.entries.map((entry, i) => [
    entry,
    entries.get(entry)!.file,
    entries.get(entry)!.labels.join('|'),
    scores.patients[i]!,
    ...scores.labels.flatMap(({ positives, probabilities }) => [
      Number(positives[i]),
      ...probabilities.map((row) => row[i]!),
    ]),
  ]);
  return [header, ...lines];
}

const PAGE = 500;

/** By their index in the dataset. */
async function entriesOf(client: ContractClient, id: EvaluationId): Promise<ReadonlyMap<number, EntryRow>> {
  const entries = new Map<number, EntryRow>();
  for (;;) {
    const { rows, total } = await client.evaluation.entries({ id, offset: entries.size, limit: PAGE });
    for (const row of rows) entries.set(row.entry, row);
    if (rows.length === 0 || entries.size >= total) return entries;
  }
}
