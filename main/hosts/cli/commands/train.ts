/** `overread train`: images in, a model folder out. */
import { join } from 'node:path';
import type { Command } from 'commander';
import type { ModelCard } from '../../../domain/models/model-card.ts';
import type { ProviderName } from '../../../runtime/engine.ts';
import { startEngine } from '../../../runtime/process/engine-process.ts';
import { trainModel } from '../../../services/training/train-model.ts';
import { readRecipe, recipeNames } from '../../../services/training/settings/recipes.ts';
import { settingNames, type GivenSettings } from '../../../contract/training-settings/setting-table.ts';
import type { TrainOptions, TrainProgress } from '../../../services/training/settings/train-settings.ts';
import { modelPlaces, sourceResources } from '../../locations.ts';
import { measuredOf } from '../terminal/card-summary.ts';
import {
  collect,
  CommandFault,
  commandLineAsTyped,
  exitCodes,
  parseCount,
  parseProvider,
} from '../terminal/command-line.ts';
import { listenForInterruption } from '../terminal/interruption.ts';
import { formatSeconds, showProgress, type ProgressLine } from '../terminal/progress.ts';
import { settingOptions } from '../terminal/setting-flags.ts';
import { formatTable } from '../terminal/table.ts';
import { sentenceOf } from '../terminal/fault-messages.ts';

type CardFlags = Pick<TrainOptions, 'title' | 'description' | 'intendedUse' | 'licence' | 'normalLabel'>;

interface TrainFlags extends GivenSettings, CardFlags {
  readonly data?: readonly string[];
  readonly out?: string;
  readonly recipe?: string;
  readonly recipes?: boolean;
  readonly from?: string;
  readonly restart?: boolean;
  readonly checkpointMinutes?: number;
  readonly modelVersion?: string;
  readonly limit?: readonly string[];
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
    .option('--provider <name>', 'execution provider of ONNX Runtime', parseProvider)
    .option('--threads <n>', 'threads of ONNX Runtime', parseCount)
    .option('--json', 'one JSON line an epoch on standard output');
  for (const option of settingOptions()) command.addOption(option);
  command.action((flags: TrainFlags) => (flags.recipes === true ? listRecipes() : train(flags)));
}

async function listRecipes(): Promise<void> {
  const rows: string[][] = [];
  for (const name of await recipeNames()) {
    const recipe = await readRecipe(name);
    if (recipe.ok) rows.push([name, recipe.value.title, recipe.value.study]);
  }
  console.log(formatTable(['recipe', 'what', 'study'], rows));
}

/** The settings and the card's words among the flags. */
export function readFlags(flags: TrainFlags, command: string): TrainOptions {
  const { title, modelVersion: version, description, intendedUse, limit, licence, normalLabel } = flags;
  const { data = [], recipe, from, restart, checkpointMinutes } = flags;
  const out = flags.out ?? (recipe === undefined ? undefined : join('models', recipe));
  if (data.length === 0) throw new CommandFault('Name a folder of images to learn from: --data FOLDER.');
  if (out === undefined) throw new CommandFault('Name the folder that the model shall be in: --out FOLDER.');
  const settings = Object.fromEntries(settingNames.map((name) => [name, flags[name] ?? undefined]));
  const card = { title, version, description, intendedUse, limits: limit, licence, normalLabel };
  const start = { recipe, from, restart, checkpointMinutes, modelPlaces: modelPlaces(sourceResources) };
  return { data, out, ...card, ...start, command, settings };
}

/** Writes the model's folder; after Ctrl-C, with the best so far. */
async function train(flags: TrainFlags): Promise<void> {
  const progress = showProgress('');
  const recipe = flags.recipe === undefined ? null : await readRecipe(flags.recipe);
  if (recipe?.ok) console.error(`${recipe.value.title}. ${recipe.value.note}`);
  using interruption = listenForInterruption(() =>
    progress.say('Stopping; the best model so far, if there is one, is kept.'),
  );
  const engine = await startEngine({ provider: flags.provider, threads: flags.threads });
  try {
    const outcome = await trainModel(readFlags(flags, commandLineAsTyped()), {
      engine,
      signal: interruption.signal,
      onProgress: (step) => report(step, progress, flags.json === true),
    });
    progress.stop();
    if (interruption.signal.aborted) process.exitCode = exitCodes.interrupted;
    if (!outcome.ok && (outcome.error.code === 'job.cancelled' || outcome.error.code === 'training.stopped-early'))
      return console.error(sentenceOf(outcome.error));
    if (!outcome.ok) throw new CommandFault(sentenceOf(outcome.error));
    for (const note of outcome.value.notes) console.error(note);
    const tell = flags.json ? console.error : console.log;
    tell(`${summary(outcome.value.card)}\nThe model lies in ${outcome.value.folder}.`);
  } finally {
    await engine.close();
  }
}

function report(step: TrainProgress, progress: ProgressLine, asJson: boolean): void {
  const parts = [
    step.phase,
    step.epoch > 0 && `epoch ${step.epoch}/${step.epochs}`,
    step.loss !== null && `loss ${step.loss.toFixed(3)}`,
    step.imagesPerSecond !== null && `${step.imagesPerSecond.toFixed(0)} images/s`,
    step.secondsLeft !== null && `${formatSeconds(step.secondsLeft)} left`,
  ];
  progress.update(step.done, step.total, parts.filter(Boolean).join(' · '));
  if (step.validation === null || step.phase !== 'validating') return;
  const { auc, accuracy, isBest } = step.validation;
  if (asJson) console.log(JSON.stringify(step));
  else
    progress.say(
      `epoch ${step.epoch}: AUC ${auc.toFixed(4)}, accuracy ${accuracy.toFixed(4)}${isBest ? ', the best so far' : ''}`,
    );
}

const summary = (card: ModelCard): string => [...measuredOf(card), ...costs(card)].join('\n');

/** What it took. */
function costs({ network, training }: ModelCard): string[] {
  const { seconds = 0, peakMemory = 0, trainedParameters = 0, epochs = 0 } = training ?? {};
  const count = (value: number): string => value.toLocaleString('en');
  return [
    `parameters: ${count(trainedParameters)} of ${count(network.parameters)} learnt`,
    `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} in ${formatSeconds(seconds)}, at most ${(peakMemory / 2 ** 30).toFixed(2)} GiB in the engine`,
  ];
}
