/** `overread compare`: models side by side on the same images, as the page Compare shows them. */
import { t } from '../../../contract/messages/messages.ts';
import { statisticalMethodName } from '../../../contract/messages/statistical-method-names.ts';
import { InvalidArgumentError, type Command } from 'commander';
import type { ComparedRow, ComparisonReport } from '../../../contract/evaluation-report.ts';
import type { CallRule } from '../../../contract/evaluation-request.ts';
import { ensembleKinds, type ComparedLabel, type EnsembleKind } from '../../../domain/comparison/comparison-report.ts';
import { collect, MisuseFault } from '../terminal/command-line.ts';
import { addSharedOptions, parseShare, runEvaluation, type SharedFlags } from '../terminal/evaluation-flags.ts';
import { describeEntries, formatEstimate } from '../terminal/evaluation-tables.ts';
import { modelReferenceOf } from '../terminal/model-names.ts';
import { formatTable } from '../terminal/table.ts';

interface CompareFlags extends SharedFlags {
  readonly model: readonly string[];
  readonly ensemble?: readonly EnsembleKind[];
  readonly half?: boolean;
  readonly sensitivity?: number;
}

export function describe(command: Command): void {
  addSharedOptions(command)
    .requiredOption('--model <name>', 'an installed model, or the folder of another; two to twelve', collect)
    .option('--ensemble <kinds>', `rows for ensembles, with commas: ${ensembleKinds.join(',')}`, parseEnsembles)
    .option('--half', 'compare calls at 0.5 instead of each model’s own operating point')
    .option('--sensitivity <share>', 'compare calls where each has at least this sensitivity', parseShare)
    .action(compare);
}

function parseEnsembles(text: string): EnsembleKind[] {
  return text.split(',').map((name) => {
    const kind = ensembleKinds.find((each) => each === name);
    if (kind === undefined) throw new InvalidArgumentError(`Choose from ${ensembleKinds.join(', ')}.`);
    return kind;
  });
}

function ruleOf({ half, sensitivity }: CompareFlags): CallRule {
  if (sensitivity !== undefined) return { kind: 'sensitivity', atLeast: sensitivity };
  return { kind: half === true ? 'half' : 'card' };
}

async function compare(flags: CompareFlags): Promise<void> {
  if (flags.model.length < 2 || flags.model.length > 12)
    throw new MisuseFault('Name two to twelve models, each with --model.');
  const models = await Promise.all(flags.model.map(modelReferenceOf));
  const { split, map: labelMap = {}, ensemble = [] } = flags;
  const request = { models, split, labelMap, rule: ruleOf(flags), ensembles: [...ensemble] };
  await runEvaluation(flags, {
    start: (client, dataset) => client.evaluation.compare({ dataset, ...request }),
    describe: (report) => (report.kind === 'comparison' ? describeComparison(report) : describeEntries(report)),
  });
}

function describeComparison(report: ComparisonReport): string {
  const { rows, findings } = report;
  const sentences = rows.flatMap((row) =>
    row.kind === 'ensemble' ? [`${row.title}: ${t(`ensembles:${row.ensemble}.sentence`)}`] : [],
  );
  const parts = [
    describeEntries(report),
    ...findings.map((finding) => [rowTable(rows, finding), pairTable(rows, finding)].join('\n\n')),
    ...(sentences.length === 0 ? [] : [sentences.join('\n')]),
    'Intervals: 95 %, over patients. p: two-sided; Holm over all pairs. Not for diagnostic use.',
  ];
  return parts.join('\n\n');
}

function rowTable(rows: readonly ComparedRow[], { label, n, positives, rows: compared }: ComparedLabel): string {
  const lines = compared.map((each) => {
    const row = rows[each.row]!;
    const { sensitivity, specificity, accuracy, threshold } = each.at;
    const size = row.kind === 'model' ? row.model.megabytes : row.megabytes;
    const time = row.kind === 'model' ? row.model.speed.millisecondsPerImage : row.millisecondsPerImage;
    return [
      `${letterOf(each.row)} ${nameOf(row)}`,
      formatEstimate(each.auc, 4),
      formatEstimate(each.averagePrecision, 4),
      threshold.toFixed(3),
      formatEstimate(sensitivity),
      formatEstimate(specificity),
      formatEstimate(accuracy),
      each.expectedCalibrationError.value.toFixed(3),
      each.brier.value.toFixed(3),
      size.toFixed(1),
      time.toFixed(1),
    ];
  });
  const header = [
    label,
    'AUC',
    'average precision',
    'threshold',
    'sensitivity',
    'specificity',
    'accuracy',
    'ECE',
    'Brier',
    'MB',
    'ms',
  ];
  return `${label}: ${positives} of ${n} cases have it\n${formatTable(header, lines)}`;
}

function pairTable(rows: readonly ComparedRow[], { pairs }: ComparedLabel): string {
  const lines = pairs.map(({ a, b, area, calls, kappa }) => [
    `${letterOf(a)} − ${letterOf(b)}`,
    formatEstimate(area?.difference ?? null, 4),
    area === null ? '–' : formatP(area.p),
    area === null ? '–' : formatP(area.pHolm),
    `${calls.onlyA} / ${calls.onlyB}`,
    formatP(calls.p),
    formatP(calls.pHolm),
    formatEstimate(kappa, 2),
  ]);
  const header = ['pair', 'AUC difference', 'p', 'Holm', 'only one right', 'McNemar p', 'Holm', 'kappa'];
  const methods = [...new Set(pairs.flatMap(({ area }) => area?.method ?? []))].map(statisticalMethodName).join(', ');
  const repeated = pairs.some(({ calls }) => calls.byPatient) ? ', by patient' : '';
  return `${formatTable(header, lines)}\n  AUC: ${methods === '' ? 'not defined' : methods}. McNemar: ${[...new Set(pairs.map(({ calls }) => calls.method))].join(', ')}${repeated}. ${rows.length} rows.`;
}

const letterOf = (place: number): string => String.fromCharCode(65 + place);

const nameOf = (row: ComparedRow): string => (row.kind === 'model' ? row.model.id : row.title);

const formatP = (p: number): string => (p < 0.0001 ? '<0.0001' : p.toFixed(4));
