/** `overread train`: images in, a model folder out. */
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { ContractClient } from '../../../contract/contract.ts';
import { endingSentence } from '../../../contract/messages/training-sentences.ts';
import type { TrainingChoices } from '../../../contract/training.ts';
import {
  defaultSettings,
  settingNames,
  type GivenSettings,
} from '../../../contract/training-settings/setting-table.ts';
import type { ModelCard } from '../../../domain/models/model-card.ts';
import type { DatasetId, TrainingId } from '../../../domain/ids.ts';
import type { TrainingBase, TrainingRequest } from '../../../domain/training/training.ts';
import type { ProviderName } from '../../../runtime/engine.ts';
import { measuredOf } from '../terminal/card-summary.ts';
import {
  collect,
  MisuseFault,
  commandLineAsTyped,
  exitCodes,
  parseCount,
  parseProvider,
} from '../terminal/command-line.ts';
import { sentenceOf } from '../terminal/messages.ts';
import { followJob, type Following } from '../terminal/follow-job.ts';
import { listenForInterruption } from '../terminal/interruption.ts';
import { modelIdOf } from '../terminal/model-names.ts';
import { formatSeconds, showProgress } from '../terminal/progress.ts';
import { registerFolders } from '../terminal/registered-dataset.ts';
import { withSession } from '../terminal/session.ts';
import { settingOptions } from '../terminal/setting-flags.ts';
import { formatTable } from '../terminal/table.ts';
import { createTrainingReport } from '../terminal/training-report.ts';

interface TrainFlags extends GivenSettings {
  readonly data?: readonly string[];
  readonly out?: string;
  readonly recipe?: string;
  readonly recipes?: boolean;
  readonly from?: string;
  readonly restart?: boolean;
  readonly checkpointMinutes?: number;
  readonly title?: string;
  readonly modelVersion?: string;
  readonly description?: string;
  readonly intendedUse?: string;
  readonly limit?: readonly string[];
  readonly licence?: string;
  readonly normalLabel?: string;
  readonly casebook?: string;
  readonly provider?: ProviderName;
  readonly threads?: number;
  readonly json?: boolean;
}

export function describe(command: Command): void {
  command
    .option('--data <folder>', 'images to learn from; repeatable, the first decides on validation', collect)
    .option('--out <folder>', 'the model’s folder, by default models/ and the recipe’s name; its name becomes its id')
    .option('--recipe <name>', 'settings of a published study; flags go before them')
    .option('--recipes', 'list the recipes and end')
    .option('--from <model>', 'begin with a model: a folder, an .onnx file, a file of weights, or an installed one')
    .option('--restart', 'begin anew where an unfinished training lies')
    .option('--checkpoint-minutes <n>', 'keep the state this often, besides after each epoch', parseCount)
    .option('--title <text>', 'of the model card')
    .option('--model-version <number>', 'of the model card')
    .option('--description <text>', 'of the model card')
    .option('--intended-use <text>', 'of the model card')
    .option('--limit <text>', 'that only a person knows, such as the age of the patients; repeatable', collect)
    .option('--licence <text>', 'of the model card')
    .option('--normal-label <label>', 'the label that stands for “nothing found”')
    .option('--casebook <file>', 'another casebook than your own; it keeps the datasets, their audits and the training')
    .option('--provider <name>', 'execution provider of ONNX Runtime', parseProvider)
    .option('--threads <n>', 'threads of ONNX Runtime', parseCount)
    .option('--json', 'one JSON line an epoch on standard output');
  for (const option of settingOptions()) command.addOption(option);
  command.action((flags: TrainFlags) => (flags.recipes === true ? listRecipes(flags) : train(flags)));
}

async function listRecipes(flags: TrainFlags): Promise<void> {
  await withSession(flags, async ({ client }) => {
    const { recipes } = await client.training.choices();
    const rows = recipes.map(({ name, title, study }) => [name, title, study]);
    console.log(formatTable(['recipe', 'what', 'study'], rows));
  });
}

/** A request but for what the workstation has to tell: its datasets' ids, and what it begins with. */
export type TrainingWish = Omit<TrainingRequest, 'dataset' | 'base'>;

/** The settings and the card's words among the flags. */
export function readFlags(flags: TrainFlags, command: string): TrainingWish {
  const { recipe = null, title = '', normalLabel = null, restart = false, checkpointMinutes = null } = flags;
  const out = flags.out ?? (recipe === null ? undefined : join('models', recipe));
  if ((flags.data ?? []).length === 0) throw new MisuseFault('Name a folder of images to learn from: --data FOLDER.');
  if (out === undefined) throw new MisuseFault('Name the folder that the model shall be in: --out FOLDER.');
  const given = settingNames.map((name) => [name, flags[name] ?? undefined] as const);
  const { modelVersion: version, description, intendedUse, limit: limits, licence } = flags;
  return {
    recipe,
    settings: Object.fromEntries(given.filter(([, value]) => value !== undefined)),
    model: modelIdOf(basename(resolve(out))),
    title,
    normalLabel,
    extras: {
      datasets: [],
      folder: resolve(out),
      restart,
      checkpointMinutes,
      // As every version of the command line has drawn them, so that a seed gives the weights that it always gave.
      imageOrder: 'listing',
      card: { version, description, intendedUse, licence, limits },
      command,
    },
  };
}

/**
 * The training's base: a path where something lies, else an installed model; without the flag the settings' network.
 */
async function baseOf({ from, network, recipe }: TrainFlags, { recipes }: TrainingChoices): Promise<TrainingBase> {
  if (from === undefined) {
    const ofRecipe = recipes.find(({ name }) => name === recipe)?.network;
    return { kind: 'network', network: network ?? ofRecipe ?? defaultSettings.network };
  }
  const isThere = await stat(from).then(
    () => true,
    () => false,
  );
  return isThere
    ? { kind: 'weights', path: resolve(from), network: network ?? null }
    : { kind: 'model', model: modelIdOf(from) };
}

/** Writes the model's folder; after Ctrl-C, with the best so far. */
async function train(flags: TrainFlags): Promise<void> {
  const wish = readFlags(flags, commandLineAsTyped());
  const progress = showProgress('');
  using interruption = listenForInterruption(() =>
    progress.say('Stopping; the best model so far, if there is one, is kept.'),
  );
  const { signal } = interruption;
  await withSession(flags, async ({ client }) => {
    const choices = await client.training.choices();
    const recipe = choices.recipes.find(({ name }) => name === wish.recipe);
    if (recipe !== undefined) console.error(`${recipe.title}. ${recipe.note}`);
    const base = await baseOf(flags, choices);
    const datasets = await registerFolders(client, flags.data ?? [], { progress: showProgress('auditing'), signal });
    if (datasets === null) process.exitCode = exitCodes.interrupted;
    else await runTraining(client, requestOf(wish, base, datasets), { progress, signal, asJson: flags.json === true });
  });
}

function requestOf(wish: TrainingWish, base: TrainingBase, [dataset, ...more]: readonly DatasetId[]): TrainingRequest {
  return { ...wish, dataset: dataset!, base, extras: { ...wish.extras!, datasets: more } };
}

async function runTraining(
  client: ContractClient,
  request: TrainingRequest,
  { progress, signal, asJson }: Following & { readonly asJson: boolean },
): Promise<void> {
  const report = createTrainingReport(client, progress, asJson);
  let id: TrainingId | null = null;
  const start = async () => {
    const training = await client.training.start(request);
    id = training.id;
    return { id: training.progress!.job };
  };
  const onEvent = (event: Parameters<typeof report.hear>[0]) => (id === null ? undefined : report.hear(event, id));
  await followJob(client, start, { progress, signal, onEvent });
  const training = await report.finish(id!);
  const { state, notes, epochs } = training;
  progress.stop();
  if (signal.aborted) process.exitCode = exitCodes.interrupted;
  if (state === 'stopped' && epochs.length === 0) return console.error(endingSentence(training));
  for (const note of notes) console.error(sentenceOf(note));
  const folder = request.extras!.folder!;
  const card = await client.models.card({ model: { folder } });
  const tell = asJson ? console.error : console.log;
  tell(`${summary(card)}\nThe model lies in ${folder}.`);
}

const summary = (card: ModelCard): string => [...measuredOf(card), ...costs(card)].join('\n');

/** Lines on the training's size, time and memory. */
function costs({ network, training }: ModelCard): string[] {
  const { seconds = 0, peakMemory = 0, trainedParameters = 0, epochs = 0 } = training ?? {};
  const count = (value: number): string => value.toLocaleString('en');
  return [
    `parameters: ${count(trainedParameters)} of ${count(network.parameters)} learnt`,
    `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} in ${formatSeconds(seconds)}, at most ${(peakMemory / 2 ** 30).toFixed(2)} GiB in the engine`,
  ];
}
