/** The part that `evaluate` and `compare` share: their flags, and the run from the folder to the report. */
import { InvalidArgumentError, type Command } from 'commander';
import type { ContractClient } from '../../../contract/contract.ts';
import type { ComparisonReport, EvaluationReport } from '../../../contract/evaluation-report.ts';
import {
  splitChoice,
  type LabelMap,
  type LabelMeaning,
  type SplitChoice,
} from '../../../contract/evaluation-request.ts';
import { evaluationId, type DatasetId } from '../../../domain/ids.ts';
import type { Job } from '../../../domain/job.ts';
import type { ProviderName } from '../../../runtime/engine.ts';
import { exitCodes, parseProvider } from './command-line.ts';
import { jsonOfReport, writeReport } from './evaluation-files.ts';
import { followJob } from './follow-job.ts';
import { listenForInterruption } from './interruption.ts';
import { showProgress } from './progress.ts';
import { registerFolder } from './registered-dataset.ts';
import { withSession } from './session.ts';

export interface SharedFlags {
  readonly data: string;
  readonly split: SplitChoice;
  readonly map?: LabelMap;
  readonly casebook?: string;
  readonly provider?: ProviderName;
  readonly json?: boolean;
  readonly out?: string;
}

export function addSharedOptions(command: Command): Command {
  return command
    .requiredOption('--data <folder>', 'class folders, or a folder with an index.csv')
    .option('--split <name>', `which images: ${splitChoice.options.join(', ')}`, parseSplit, 'all')
    .option(
      '--map <label=meaning>',
      'what a label of the data counts as: a label of the model, rest or leave-out; repeatable',
      parseMeaning,
    )
    .option(
      '--casebook <file>',
      'another casebook than your own; it keeps the dataset, what the models answered and the report',
    )
    .option('--provider <name>', 'execution provider of ONNX Runtime', parseProvider)
    .option('--out <folder>', 'write report.json and cases.csv, the probabilities of every case')
    .option('--json', 'the whole report as one JSON object on standard output');
}

function parseSplit(text: string): SplitChoice {
  const parsed = splitChoice.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`Choose one of ${splitChoice.options.join(', ')}.`);
}

function parseMeaning(text: string, earlier: LabelMap = {}): LabelMap {
  const [, label, meaning] = /^(.+?)=(.+)$/.exec(text) ?? [];
  if (label === undefined || meaning === undefined)
    throw new InvalidArgumentError('Write LABEL=MEANING, such as COVID=rest.');
  return { ...earlier, [label]: meaningOf(meaning) };
}

function meaningOf(text: string): LabelMeaning {
  if (text === 'rest') return { kind: 'rest' };
  return text === 'leave-out' ? { kind: 'leftOut' } : { kind: 'label', label: text };
}

export function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() !== '' && share >= 0 && share <= 1) return share;
  throw new InvalidArgumentError('A number from 0 to 1 is needed.');
}

/** The run that a command asks for once its dataset is known. */
export interface EvaluationCommand {
  readonly start: (client: ContractClient, dataset: DatasetId) => Promise<Job>;
  readonly describe: (report: EvaluationReport | ComparisonReport) => string;
}

/** Audits the data, has it measured, and prints the report; it is kept in the casebook as one of the pages is. */
export async function runEvaluation(flags: SharedFlags, { start, describe }: EvaluationCommand): Promise<void> {
  const auditing = showProgress('auditing');
  const scoring = showProgress('scoring');
  using interruption = listenForInterruption(() => {
    auditing.stop();
    scoring.say('Stopping; what is scored stays.');
  });
  const { signal } = interruption;
  await withSession(flags, async ({ client }) => {
    const dataset = await registerFolder(client, flags.data, { progress: auditing, signal });
    const job = dataset && (await followJob(client, () => start(client, dataset), { progress: scoring, signal }));
    if (job?.state !== 'done') {
      process.exitCode = exitCodes.interrupted;
      return;
    }
    const id = evaluationId.parse(Number(job.link!.split('/').at(-1)));
    const report = await client.evaluation.get({ id });
    if (flags.out !== undefined) await writeReport(client, flags.out, { ...report, id });
    console.log(flags.json === true ? jsonOfReport(report) : describe(report));
    if (report.cases.notScored > 0) process.exitCode = exitCodes.notAllScored;
  });
}
