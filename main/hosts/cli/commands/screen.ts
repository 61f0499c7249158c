/** `overread screen`: files and folders in, findings out, everything in the casebook. */
import { InvalidArgumentError, type Command } from 'commander';
import { heatmapMethods, type HeatmapMethod } from '../../../domain/heatmaps/heatmap-method.ts';
import { modelId, type ModelId } from '../../../domain/ids.ts';
import type { ProviderName } from '../../../runtime/engine.ts';
import type { InstalledModel } from '../../../services/models/installed-models.ts';
import type { ScreenedFile } from '../../../services/screening/screen-files.ts';
import type { Workstation } from '../../../services/composition/workstation.ts';
import { openAppContext } from '../../app-context.ts';
import { sourceResources } from '../../locations.ts';
import { collect, CommandFault, exitCodes, parseProvider, shortPath } from '../terminal/command-line.ts';
import { saliencyWarnings } from '../terminal/saliency-warnings.ts';
import { createHeatmapWriter, prepareHeatmapFolder } from '../terminal/heatmap-files.ts';
import { nameHeatmaps } from '../terminal/heatmap-names.ts';
import { listenForInterruption } from '../terminal/interruption.ts';
import { formatSeconds, showProgress } from '../terminal/progress.ts';
import { formatTable } from '../terminal/table.ts';
import { sentenceOf } from '../terminal/fault-messages.ts';

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
    throw new CommandFault('--method says how heatmaps are made: say with --heatmaps where to write them.');
  }
  if (flags.heatmaps !== undefined) await prepareHeatmapFolder(flags.heatmaps);
  const progress = showProgress('screening');
  using interruption = listenForInterruption(() =>
    progress.say('Stopping after the files at hand; what is done stays.'),
  );
  const { casebook, provider } = flags;
  const context = await openAppContext({ roots: null, resources: sourceResources, casebook, engine: { provider } });
  try {
    const { workstation } = context;
    const models = chooseModels(workstation, flags.model);
    for (const fault of context.modelFaults) progress.say(fault);
    for (const { card } of models) {
      if (card.exampleOnly !== undefined)
        progress.say(`${card.id} is an example of what not to trust. ${card.exampleOnly}`);
    }
    if (flags.heatmaps !== undefined)
      for (const warning of await saliencyWarnings(workstation, models, flags.method)) progress.say(warning);
    await context.engineIsReady();
    const found = await workstation.collect(paths, interruption.signal);
    const heatmapOf =
      flags.heatmaps === undefined
        ? null
        : createHeatmapWriter(workstation, models, flags.heatmaps, nameHeatmaps(paths, found), {
            method: flags.method,
            signal: interruption.signal,
          });
    const began = performance.now();
    const results: ScreenedFile[] = [];
    progress.update(0, found.length, '');
    for await (const file of workstation.screen(found, models, interruption.signal)) {
      results.push(file);
      await heatmapOf?.(file);
      if (flags.json) console.log(toJsonLine(file));
      progress.update(results.length, found.length, describeRate(results.length, found.length, began));
    }
    progress.stop();
    if (!flags.json && results.length > 0) console.log(tableOf(results));
    console.error(summaryOf(results, found.length, (performance.now() - began) / 1000));
    if (interruption.signal.aborted) process.exitCode = exitCodes.interrupted;
    else if (results.some(({ status }) => status !== 'scored')) process.exitCode = exitCodes.notAllScored;
  } finally {
    await context.close();
  }
}

function chooseModels(workstation: Workstation, names: readonly string[] | undefined): readonly InstalledModel[] {
  const ids = names?.map((name): ModelId => {
    const parsed = modelId.safeParse(name);
    if (!parsed.success) throw new CommandFault(`“${name}” can’t be the name of a model.`);
    return parsed.data;
  });
  const chosen = workstation.chooseModels(ids);
  if (!chosen.ok) throw new CommandFault(sentenceOf(chosen.error));
  return chosen.value;
}

function toJsonLine({ path, status, reason, predictions }: ScreenedFile): string {
  return JSON.stringify({ path, status, ...(reason === undefined ? {} : { reason }), predictions });
}

function describeRate(done: number, total: number, began: number): string {
  const rate = (1000 * done) / (performance.now() - began);
  return `${rate.toFixed(1)} files/s · ${formatSeconds((total - done) / rate)} left`;
}

function tableOf(results: readonly ScreenedFile[]): string {
  const header = ['file', 'model', 'finding', 'probability', 'threshold', 'result'];
  const rows = results.flatMap((file) => [
    ...file.predictions.map(({ model, label, probability, threshold, positive }) => [
      shortPath(file.path),
      model,
      label,
      probability.toFixed(2),
      threshold.toFixed(2),
      positive ? 'above threshold' : 'below threshold',
    ]),
    ...(file.status === 'scored'
      ? []
      : [[shortPath(file.path), '', '', '', '', `${file.status}: ${file.reason ?? ''}`]]),
  ]);
  return formatTable(header, rows);
}

function summaryOf(results: readonly ScreenedFile[], total: number, seconds: number): string {
  if (total === 0) return 'There are no files here.';
  const count = (status: ScreenedFile['status']): number => results.filter((file) => file.status === status).length;
  const left = total - results.length;
  const parts = [
    `${count('scored')} scored`,
    `${count('refused')} refused`,
    `${count('failed')} failed`,
    ...(left > 0 ? [`${left} not begun`] : []),
  ];
  return `${parts.join(', ')} in ${formatSeconds(seconds)} (${(results.length / seconds).toFixed(1)} files/s). Not for diagnostic use.`;
}
