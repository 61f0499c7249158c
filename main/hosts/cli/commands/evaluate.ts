/** `overread evaluate`: how a model does on a dataset, as the page Evaluate shows it. */
import { statisticalMethodName } from '../../../contract/messages/statistical-method-names.ts';
import { ruleWords } from '../../../contract/messages/rule-words.ts';
import type { Command } from 'commander';
import type { EvaluationReport } from '../../../contract/evaluation-report.ts';
import type { ClassReport, FindingReport, SubgroupTable } from '../../../domain/evaluation/report.ts';
import { addSharedOptions, parseShare, runEvaluation, type SharedFlags } from '../terminal/evaluation-flags.ts';
import { describeEntries, formatEstimate } from '../terminal/evaluation-tables.ts';
import { modelReferenceOf } from '../terminal/model-names.ts';
import { formatTable } from '../terminal/table.ts';

interface EvaluateFlags extends SharedFlags {
  readonly model: string;
  readonly threshold?: readonly number[];
  readonly sensitivity?: number;
  readonly prevalence?: number;
}

export function describe(command: Command): void {
  addSharedOptions(command)
    .requiredOption('--model <name>', 'an installed model, or the folder of another')
    .option('--threshold <probability>', 'report at this threshold too; repeatable', addShare)
    .option('--sensitivity <share>', 'report at the highest threshold with at least this sensitivity', parseShare)
    .option('--prevalence <share>', 'predictive values where the disease is as frequent as this', parseShare)
    .action(evaluate);
}

const addShare = (text: string, earlier: readonly number[] | undefined): readonly number[] => [
  ...(earlier ?? []),
  parseShare(text),
];

async function evaluate(flags: EvaluateFlags): Promise<void> {
  const { split, map: labelMap = {}, threshold: thresholds = [], sensitivity = null, prevalence = null } = flags;
  const model = await modelReferenceOf(flags.model);
  const request = { model, split, labelMap, thresholds: [...thresholds], sensitivity, prevalence };
  await runEvaluation(flags, {
    start: (client, dataset) => client.evaluation.start({ dataset, ...request }),
    describe: (report) => (report.kind === 'evaluation' ? describeEvaluation(report) : describeEntries(report)),
  });
}

function describeEvaluation(report: EvaluationReport): string {
  const { model, measures } = report;
  const { millisecondsPerImage, provider } = model.speed;
  const parts = [
    `Model: ${model.title} ${model.version} (${model.network}, ${model.megabytes.toFixed(1)} MB, ${millisecondsPerImage.toFixed(1)} ms an image on ${provider})`,
    describeEntries(report),
    ...measures.findings.map(describeFinding),
    ...(measures.classes === null ? [] : [describeClasses(measures.classes)]),
    describeCalibration(report),
    'Intervals: 95 %, over patients. Not for diagnostic use.',
  ];
  return parts.join('\n\n');
}

function describeFinding(finding: FindingReport): string {
  const { label, n, positives, auc, averagePrecision, calibration, intervalMethod } = finding;
  const head = [
    `${label}: ${positives} of ${n} cases have it`,
    `  AUC ${formatEstimate(auc, 4)} (${statisticalMethodName(intervalMethod)}), average precision ${formatEstimate(averagePrecision, 4)}`,
    `  calibration error ${formatEstimate(calibration.expectedCalibrationError)}, Brier ${formatEstimate(calibration.brier)}`,
  ].join('\n');
  return [head, rateTable(finding), ...finding.subgroups.map(subgroupTable)].join('\n\n');
}

/** A column a threshold. */
function rateTable({ atThresholds }: FindingReport): string {
  const column = (row: (at: FindingReport['atThresholds'][number]) => string): string[] => atThresholds.map(row);
  const rows = [
    ['threshold', ...column(({ threshold }) => threshold.toFixed(4))],
    ['TP / FN', ...column(({ counts }) => `${counts.truePositives} / ${counts.falseNegatives}`)],
    ['FP / TN', ...column(({ counts }) => `${counts.falsePositives} / ${counts.trueNegatives}`)],
    ['sensitivity', ...column(({ sensitivity }) => formatEstimate(sensitivity))],
    ['specificity', ...column(({ specificity }) => formatEstimate(specificity))],
    ['PPV', ...column(({ positivePredictiveValue }) => formatEstimate(positivePredictiveValue))],
    ['NPV', ...column(({ negativePredictiveValue }) => formatEstimate(negativePredictiveValue))],
    ['accuracy', ...column(({ accuracy }) => formatEstimate(accuracy))],
    ['balanced accuracy', ...column(({ balancedAccuracy }) => formatEstimate(balancedAccuracy))],
    ['F1', ...column(({ f1 }) => formatEstimate(f1))],
    ['MCC', ...column(({ matthews }) => formatEstimate(matthews))],
  ];
  const prevalence = atThresholds[0]?.atPrevalence?.prevalence;
  if (prevalence !== undefined) {
    const valuesAt = `at prevalence ${prevalence}`;
    rows.push(
      [`PPV ${valuesAt}`, ...column(({ atPrevalence }) => formatEstimate(atPrevalence!.positivePredictiveValue))],
      [`NPV ${valuesAt}`, ...column(({ atPrevalence }) => formatEstimate(atPrevalence!.negativePredictiveValue))],
    );
  }
  const rules = atThresholds.map(({ rule }, i) => `  ${letterOf(i)}: ${ruleWords(rule)}`);
  return [formatTable(['', ...atThresholds.map((_, i) => letterOf(i))], rows), ...rules].join('\n');
}

const letterOf = (place: number): string => String.fromCharCode(65 + place);

function subgroupTable({ attribute, groups, unknown, threshold }: SubgroupTable): string {
  const rows = groups.map((group) => [
    group.value,
    String(group.n),
    String(group.positives),
    formatEstimate(group.auc),
    formatEstimate(group.sensitivity),
    formatEstimate(group.specificity),
  ]);
  const header = [attribute, 'cases', 'with it', 'AUC', 'sensitivity', 'specificity'];
  const note = unknown === 0 ? '' : `; of ${unknown} cases ${attribute} is not known`;
  return `${formatTable(header, rows)}\n  at threshold ${threshold.toFixed(4)}${note}`;
}

function describeClasses({ labels, confusion, accuracy, balancedAccuracy, macroF1, matthews }: ClassReport): string {
  const rows = confusion.map((row, i) => [labels[i]!, ...row.map(String)]);
  return [
    'The likeliest label (columns) against the truth (rows)',
    formatTable(['', ...labels], rows),
    `  accuracy ${formatEstimate(accuracy)}, balanced accuracy ${formatEstimate(balancedAccuracy)}, macro F1 ${formatEstimate(macroF1)}, MCC ${formatEstimate(matthews)}`,
  ].join('\n');
}

function describeCalibration({ measures: { calibration, temperature, macroAuc, findings } }: EvaluationReport): string {
  const lines = findings.length > 1 ? [`Mean AUC of the labels: ${formatEstimate(macroAuc, 4)}`] : [];
  if (calibration !== null) {
    const { expectedCalibrationError, brier, negativeLogLikelihood } = calibration;
    lines.push(
      `All labels: calibration error ${formatEstimate(expectedCalibrationError)}, Brier ${formatEstimate(brier)}, negative log-likelihood ${formatEstimate(negativeLogLikelihood)}`,
    );
  }
  if (temperature !== null) {
    const refitted = temperature.crossFitted;
    lines.push(
      `Temperature ${temperature.used.toFixed(3)}; fitted to these cases it would be ${temperature.fitted.toFixed(3)}` +
        (refitted === null
          ? ''
          : `, calibration error then ${formatEstimate(refitted.expectedCalibrationError)} (fitted on other patients)`),
    );
  }
  return lines.join('\n');
}
