/** `overread screen`: files and folders in, findings out, everything in the casebook. */
import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { ContractClient, InstalledCard } from '../../../contract/contract.ts';
import { sentenceOf as sharedSentenceOf } from '../../../contract/messages/message-sentences.ts';
import { scoreFlags } from '../../../contract/messages/english/acceptance.ts';
import type { ScreenedFile } from '../../../contract/screening.ts';
import { heatmapMethods, type HeatmapMethod } from '../../../domain/heatmaps/heatmap-method.ts';
import type { JobId } from '../../../domain/ids.ts';
import type { UnscoredFile } from '../../../domain/job.ts';
import type { CodedMessage } from '../../../domain/messages/coded-message.ts';
import { formatProbability } from '../../../domain/probability-text.ts';
import type { ProviderName } from '../../../runtime/engine.ts';
import { collect, CommandFault, MisuseFault, exitCodes, parseProvider, shortPath } from '../terminal/command-line.ts';
import { sentenceOf } from '../terminal/messages.ts';
import { createHeatmapWriter, prepareHeatmapFolder, type WriteHeatmaps } from '../terminal/heatmaps/heatmap-files.ts';
import { nameHeatmaps } from '../terminal/heatmaps/heatmap-names.ts';
import { listenForInterruption } from '../terminal/interruption.ts';
import { modelIdOf } from '../terminal/model-names.ts';
import { formatSeconds, showProgress, type ProgressLine } from '../terminal/progress.ts';
import { saliencyWarnings } from '../terminal/saliency-warnings.ts';
import { withSession } from '../terminal/session.ts';
import { formatTable } from '../terminal/table.ts';

interface ScreenFlags {
  readonly model?: readonly string[];
  readonly casebook?: string;
  readonly provider?: ProviderName;
  readonly heatmaps?: string;
  readonly method?: HeatmapMethod;
  readonly json?: boolean;
}

export function describe(command: Command): void {
  command
    .argument('<paths...>', 'DICOM, JPEG and PNG files, and folders of them')
    .option('--model <id>', 'score with this model; repeatable (those that are current)', collect)
    .option('--casebook <file>', 'another casebook than your own')
    .option('--provider <name>', 'execution provider of ONNX Runtime', parseProvider)
    .option('--heatmaps <folder>', 'write a PNG per file: the image with the heatmap over it')
    .option(
      '--method <name>',
      `how heatmaps are made (the model’s usual way): ${heatmapMethods.join(', ')}`,
      parseMethod,
    )
    .option('--json', 'one JSON line a file on standard output')
    .action(screen);
}

function parseMethod(text: string): HeatmapMethod {
  const method = heatmapMethods.find((each) => each === text);
  if (method !== undefined) return method;
  throw new InvalidArgumentError(`Choose one of ${heatmapMethods.join(', ')}.`);
}

async function screen(paths: readonly string[], flags: ScreenFlags): Promise<void> {
  if (flags.method !== undefined && flags.heatmaps === undefined) {
    throw new MisuseFault('--method says how heatmaps are made: say with --heatmaps where to write them.');
  }
  if (flags.heatmaps !== undefined) await prepareHeatmapFolder(flags.heatmaps);
  const progress = showProgress('screening');
  using interruption = listenForInterruption(() =>
    progress.say('Stopping after the files at hand; what is done stays.'),
  );
  const { signal } = interruption;
  await withSession(flags, async ({ client, engineIsReady }) => {
    const models = await modelsOf(client, flags.model);
    await warn(client, models, flags, progress);
    await engineIsReady();
    const run = { paths, flags, models, progress, signal };
    const { results, total, seconds, fault } = await follow(client, run);
    progress.stop();
    if (!flags.json && results.length > 0) console.log(tableOf(results));
    console.error(summaryOf(results, total, seconds));
    if (fault !== null) throw new CommandFault(sentenceOf(fault));
    if (signal.aborted) process.exitCode = exitCodes.interrupted;
    else if (results.some(({ status }) => status !== 'scored' && status !== 'ignored'))
      process.exitCode = exitCodes.notAllScored;
  });
}

/** Those named, which the screening refuses where one is not there; the current ones where none is. */
async function modelsOf(
  client: ContractClient,
  names: readonly string[] | undefined,
): Promise<readonly InstalledCard[]> {
  const ids = names?.map(modelIdOf);
  const installed = await client.models.list();
  return installed.filter(({ id, state }) => (ids === undefined ? state === 'current' : ids.includes(id)));
}

async function warn(
  client: ContractClient,
  models: readonly InstalledCard[],
  { heatmaps, method }: ScreenFlags,
  progress: ProgressLine,
): Promise<void> {
  for (const { id, exampleOnly } of models)
    if (exampleOnly !== undefined) progress.say(`${id} is an example of what not to trust. ${exampleOnly}`);
  if (heatmaps === undefined) return;
  for (const warning of await saliencyWarnings(client, models, method)) progress.say(warning);
}

interface ScreeningRun {
  readonly paths: readonly string[];
  readonly flags: ScreenFlags;
  readonly models: readonly InstalledCard[];
  readonly progress: ProgressLine;
  readonly signal: AbortSignal;
}

interface Screened {
  readonly results: readonly ScreenedFile[];
  /** Files that were found. */
  readonly total: number;
  readonly seconds: number;
  /** Why it ended before all were done. */
  readonly fault: CodedMessage | null;
}

async function follow(
  client: ContractClient,
  { paths, flags, models, progress, signal }: ScreeningRun,
): Promise<Screened> {
  const began = performance.now();
  const results: ScreenedFile[] = [];
  let total = 0;
  let writeHeatmaps: WriteHeatmaps | null = null;
  const request = { paths: paths.map((path) => resolve(path)), models: flags.model?.map(modelIdOf) };
  let job: JobId | null = null;
  for await (const news of await client.screening.run(request)) {
    if (news.kind === 'started') {
      const { id } = news.job;
      job = id;
      cancelAt(signal, () => client.jobs.cancel({ jobId: id }));
    } else if (news.kind === 'found') {
      total = news.paths.length;
      progress.update(0, total, '');
      const { heatmaps: folder, method } = flags;
      const names = nameHeatmaps(paths, news.paths);
      if (folder !== undefined) writeHeatmaps = createHeatmapWriter(client, models, { folder, names, method, signal });
    } else {
      results.push(news.file);
      await writeHeatmaps?.(news.file);
      if (flags.json) console.log(toJsonLine(news.file));
      progress.update(results.length, total, describeRate(results.length, total, began));
    }
  }
  const ended = (await client.jobs.list()).find(({ id }) => id === job);
  return { results, total, seconds: (performance.now() - began) / 1000, fault: ended?.error ?? null };
}

function cancelAt(signal: AbortSignal, cancel: () => Promise<unknown>): void {
  if (signal.aborted) void cancel();
  else signal.addEventListener('abort', () => void cancel());
}

/** The reason is in the words that all hosts share, as what reads these lines knows them. */
function toJsonLine({ path, predictions, ...file }: ScreenedFile): string {
  const { status } = file;
  const why = file.status === 'scored' ? {} : { reason: sharedSentenceOf(file.fault), code: file.fault.code };
  const flags = [...new Set(predictions.flatMap((finding) => finding.flags))];
  return JSON.stringify({ path, status, ...why, flags, predictions });
}

function describeRate(done: number, total: number, began: number): string {
  const rate = (1000 * done) / (performance.now() - began);
  return `${rate.toFixed(1)} files/s · ${formatSeconds((total - done) / rate)} left`;
}

function tableOf(results: readonly ScreenedFile[]): string {
  const header = ['file', 'model', 'finding', 'probability', 'threshold', 'result'];
  const rows = results.flatMap((file) => [
    ...file.predictions.map(({ model, label, probability, threshold, positive, flags }) => [
      shortPath(file.path),
      model,
      label,
      formatProbability(probability),
      formatProbability(threshold),
      [positive ? 'above threshold' : 'below threshold', ...flags.map((flag) => scoreFlags[flag].title)].join('; '),
    ]),
    ...(file.status === 'scored' || file.status === 'ignored'
      ? []
      : [[shortPath(file.path), '', '', '', '', unscoredText(file)]]),
  ]);
  return formatTable(header, rows);
}

/** A model's own refusal says "Not scored" in the place of the status. */
function unscoredText({ status, fault }: UnscoredFile): string {
  return `${fault.code.startsWith('unsuitable.') ? 'Not scored' : status}: ${sentenceOf(fault)}`;
}

function summaryOf(results: readonly ScreenedFile[], total: number, seconds: number): string {
  if (total === 0) return 'There are no files here.';
  const count = (status: ScreenedFile['status']): number => results.filter((file) => file.status === status).length;
  const left = total - results.length;
  const parts = [
    `${count('scored')} scored`,
    `${count('refused')} refused`,
    `${count('failed')} failed`,
    ...(count('ignored') > 0 ? [`${count('ignored')} not images`] : []),
    ...(left > 0 ? [`${left} not done`] : []),
  ];
  return `${parts.join(', ')} in ${seconds < 10 ? `${seconds.toFixed(1)} s` : formatSeconds(seconds)} (${(results.length / seconds).toFixed(1)} files/s). Not for diagnostic use.`;
}
