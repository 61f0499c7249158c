/** `overread audit`: the audit of a dataset before it is used. */
import type { Command } from 'commander';
import type { ContractClient } from '../../../contract/contract.ts';
import { auditHeadline, auditSentenceOf } from '../../../contract/messages/audit-sentences.ts';
import {
  featureName,
  otherWords,
  propertyName,
  propertyUnit,
  propertyWord,
} from '../../../contract/messages/property-names.ts';
import type { AuditReport, DuplicatePair, PropertyAudit } from '../../../domain/datasets/audit-report.ts';
import type { AuditText } from '../../../domain/datasets/audit-statements.ts';
import type { DatasetId } from '../../../domain/ids.ts';
import { exitCodes } from '../terminal/command-line.ts';
import { listenForInterruption } from '../terminal/interruption.ts';
import { sentenceOf } from '../terminal/messages.ts';
import { showProgress } from '../terminal/progress.ts';
import { registerFolder } from '../terminal/registered-dataset.ts';
import { withSession } from '../terminal/session.ts';
import { formatTable } from '../terminal/table.ts';

interface AuditFlags {
  readonly data: string;
  readonly casebook?: string;
  readonly json?: boolean;
}

export function describe(command: Command): void {
  command
    .requiredOption('--data <folder>', 'class folders, or a folder with an index.csv')
    .option(
      '--casebook <file>',
      'another casebook than your own; it keeps the dataset, its audit and what was measured of each file',
    )
    .option('--json', 'the whole report as one JSON object on standard output')
    .addHelpText(
      'after',
      `
Looks for patients and duplicates on both sides of a split, conflicting labels, unreadable files, and for signs that
the label can be told from the files instead of the pixels that matter. Exit code ${exitCodes.errorsFound}: errors were found; warnings
alone end with 0.`,
    )
    .action(audit);
}

async function audit(flags: AuditFlags): Promise<void> {
  const progress = showProgress('auditing');
  using interruption = listenForInterruption(() => progress.say('Stopping; what is measured stays.'));
  const { signal } = interruption;
  await withSession(flags, async ({ client }) => {
    const dataset = await registerFolder(client, flags.data, { progress, signal });
    if (dataset === null) {
      process.exitCode = exitCodes.interrupted;
      return;
    }
    const report = (await client.datasets.auditReport({ dataset }))!;
    const files = await namesOfFiles(client, dataset);
    console.log(flags.json === true ? JSON.stringify(withFiles(report, files)) : describeReport(report, files));
    if (report.summary.errors > 0) process.exitCode = exitCodes.errorsFound;
  });
}

const PAGE = 500;

/** By the index of the entry. */
async function namesOfFiles(client: ContractClient, dataset: DatasetId): Promise<readonly string[]> {
  const names: string[] = [];
  for (;;) {
    const { rows, total } = await client.datasets.entries({ dataset, offset: names.length, limit: PAGE });
    names.push(...rows.map(({ file }) => file));
    if (rows.length === 0 || names.length >= total) return names;
  }
}

/** Entries by their names, for programs that have no page to look them up. */
function withFiles(report: AuditReport, files: readonly string[]): unknown {
  const withSentence = <T extends AuditText>(text: T) => ({ ...text, sentence: auditSentenceOf(text) });
  return {
    ...report,
    headline: auditHeadline(report.counts, report.summary),
    findings: report.findings.map(withSentence),
    probes: report.probes.map((probe) => ({ ...withSentence(probe), strongest: probe.strongest.map(featureName) })),
    precision: report.precision.map(withSentence),
    unreadable: report.unreadable.map((each) => ({ ...each, reason: sentenceOf(each.fault) })),
    properties: report.properties.map(withName),
    files,
  };
}

function withName(property: PropertyAudit): unknown {
  if (property.kind === 'number') {
    return { ...property, name: propertyName(property), unit: propertyUnit(property.property) };
  }
  const words = property.words.map((word) => propertyWord(property.subject, word));
  const hasOthers = Object.values(property.perLabel).some((counts) => counts.length > words.length);
  return { ...property, name: propertyName(property.subject), words: hasOthers ? [...words, otherWords()] : words };
}

function describeReport(report: AuditReport, files: readonly string[]): string {
  return [
    auditHeadline(report.counts, report.summary),
    `fingerprint ${report.summary.fingerprint}`,
    ...report.findings.map(
      (finding) =>
        `\n${finding.severity.toUpperCase()}  ${auditSentenceOf(finding)}${filesOf(finding.entries, finding.entryCount, files)}`,
    ),
    ...(report.unreadable.length === 0 ? [] : [`\n${unreadableTable(report, files)}`]),
    `\n${classTable(report)}`,
    `\n${probeTable(report)}`,
    ...(report.duplicateCount === 0 ? [] : [`\n${duplicateTable(report, files)}`]),
    ...(report.precision.length === 0 ? [] : ['', ...report.precision.map(auditSentenceOf)]),
  ].join('\n');
}

const LISTED = 6;

function filesOf(shown: readonly number[], count: number, files: readonly string[]): string {
  if (count === 0) return '';
  const names = shown.slice(0, LISTED).map((index) => files[index]!);
  return `\n  ${names.join(', ')}${count > names.length ? ` and ${count - names.length} more` : ''}`;
}

const REASONS = 20;

function unreadableTable({ unreadable }: AuditReport, files: readonly string[]): string {
  const rows = unreadable.slice(0, REASONS).map(({ entry, fault }) => [files[entry]!, sentenceOf(fault)]);
  const more = unreadable.length > rows.length ? `\nand ${unreadable.length - rows.length} more` : '';
  return `${formatTable(['not readable', 'reason'], rows)}${more}`;
}

function classTable({ classes, counts }: AuditReport): string {
  const splits = Object.keys(counts.perSplit) as (keyof typeof counts.perSplit)[];
  const rows = classes.map(({ label, images, patients, perSplit }) => [
    label,
    String(images),
    String(patients),
    ...splits.map((split) => String(perSplit[split] ?? 0)),
  ]);
  return formatTable(
    ['label', 'images', 'patients', ...splits.map((split) => (split === 'none' ? 'no split' : split))],
    rows,
  );
}

/** The severity stands where it comes from: beside the label that is predicted best. */
function probeTable({ probes }: AuditReport): string {
  const rows = probes.flatMap(({ name, severity, perLabel }) => {
    const lows = Object.values(perLabel).map((estimate) => estimate?.interval95[0] ?? 0);
    const best = lows.indexOf(Math.max(...lows));
    return Object.entries(perLabel).map(([label, estimate], i) => [
      name,
      label,
      estimate === null ? 'too few patients' : estimate.value.toFixed(3),
      estimate === null ? '' : estimate.interval95.map((end) => end.toFixed(3)).join('–'),
      i === best ? severity : '',
    ]);
  });
  return formatTable(['predicted by', 'label', 'AUC', '95 % interval', ''], rows);
}

const kinds: Readonly<Record<DuplicatePair['kind'], string>> = {
  file: 'same file',
  pixels: 'same pixels',
  look: 'looks the same',
};
const PAIRS = 20;

function duplicateTable({ duplicates, duplicateCount }: AuditReport, files: readonly string[]): string {
  const rows = duplicates
    .slice(0, PAIRS)
    .map(({ a, b, kind, isAcrossSplits, hasOtherLabel }) => [
      files[a]!,
      files[b]!,
      kinds[kind],
      [isAcrossSplits && 'two splits', hasOtherLabel && 'two labels'].filter(Boolean).join(', '),
    ]);
  const more = duplicateCount > rows.length ? `\nand ${duplicateCount - rows.length} more pairs` : '';
  return `${formatTable(['image', 'and', 'how', ''], rows)}${more}`;
}
