/** `overread train`: images in, a model folder out. */
import { Option, type Command } from 'commander';
import type { Estimate, ModelCard } from '../../domain/model-card.ts';
import type { ProviderName } from '../../runtime/engine.ts';
import { startEngine } from '../../runtime/engine-process.ts';
import { trainModel } from '../../services/training/train-model.ts';
import {
  trainSettingsSchema,
  type TrainOptions,
  type TrainProgress,
  type TrainSettings,
} from '../../services/training/train-settings.ts';
import { collect, CommandFault, commandLineAsTyped, exitCodes, parseCount, parseProvider } from './common.ts';
import { listenForInterruption } from './interruption.ts';
import { formatSeconds, showProgress, type ProgressLine } from './progress.ts';

/** Every setting has a flag of its own name; a setting without words here does not compile. */
const settingHelp: Readonly<Record<keyof TrainSettings, string>> = {
  network: 'architecture: small-cnn or compact-resnet',
  size: 'height and width of the model’s input, pixels',
  epochs: 'at most this many passes over the training images',
  batch: 'images a step',
  learningRate: 'the highest, after the warm-up',
  weightDecay: 'decoupled weight decay (AdamW)',
  warmUpEpochs: 'epochs of rising learning rate',
  labelSmoothing: 'share of certainty taken from each label',
  mixup: 'alpha of mixup; 0 is without',
  augmentation: 'strength of the random changes of training images; 0 is without',
  dropout: 'share of features left out before the last layer',
  averageDecay: 'decay of the moving average of the weights',
  clipNorm: 'longest gradient',
  balanced: 'draw each label equally often',
  patience: 'epochs without a better validation before stopping',
  views: 'looks averaged at test time: 1, 3 or 5',
  intensity: 'percentile or voi',
  resize: 'stretch or pad',
  validationShare: 'share of the patients kept for validation where the data says no split',
  sensitivity: 'sensitivity that the operating point reaches on validation patients',
  seed: 'the same seed gives the same model',
};

const settingNames = Object.keys(settingHelp) as (keyof TrainSettings)[];

function settingOption(name: keyof TrainSettings, initial: TrainSettings[keyof TrainSettings]): Option {
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (typeof initial === 'boolean') return new Option(`--no-${flag}`, `don’t ${settingHelp[name]}`);
  const isNumber = typeof initial === 'number';
  const option = new Option(`--${flag} <${isNumber ? 'n' : 'name'}>`, `${settingHelp[name]} (${initial})`);
  return isNumber ? option.argParser(Number) : option;
}

type CardFlags = Pick<TrainOptions, 'title' | 'description' | 'intendedUse' | 'licence' | 'normalLabel'>;

interface TrainFlags extends Partial<TrainSettings>, CardFlags {
  readonly data: readonly string[];
  readonly out: string;
  readonly modelVersion?: string;
  readonly limit?: readonly string[];
  readonly provider?: ProviderName;
  readonly threads?: number;
  readonly json?: boolean;
}

export function describe(command: Command): void {
  command
    .requiredOption('--data <folder>', 'images to learn from; repeatable, the first decides on validation', collect)
    .requiredOption('--out <folder>', 'the model’s folder; its name becomes the model’s id')
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
  const defaults = trainSettingsSchema.parse({});
  for (const name of settingNames) command.addOption(settingOption(name, defaults[name]));
  command.action(train);
}

/** The settings and the card's words among the flags. */
export function readFlags(flags: TrainFlags, command: string): TrainOptions {
  const { data, out, title, modelVersion: version, description, intendedUse, limit, licence, normalLabel } = flags;
  const settings = Object.fromEntries(settingNames.map((name) => [name, flags[name]]));
  const card = { title, version, description, intendedUse, limits: limit, licence, normalLabel };
  return { data, out, ...card, command, settings };
}

/** Writes the model's folder; after Ctrl-C, with the best so far. */
async function train(flags: TrainFlags): Promise<void> {
  const progress = showProgress('');
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
    if (!outcome.ok && outcome.error.code === 'CANCELLED') return console.error(outcome.error.userMessage);
    if (!outcome.ok) throw new CommandFault(outcome.error.userMessage);
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

function rate(estimate: Estimate | null): string {
  if (estimate === null) return 'not measured';
  const { value, interval95: [low, high], n } = estimate; // prettier-ignore
  return `${value.toFixed(4)} (95 % interval ${low.toFixed(4)} to ${high.toFixed(4)}, n ${n})`;
}

function summary(card: ModelCard): string {
  const [point] = card.operatingPoints;
  const metrics = card.metrics.map(({ dataset, split, auc }) => `AUC on ${dataset}, ${split}: ${rate(auc)}`);
  const atPoint = point && [
    `operating point for ${point.label}: ${point.threshold.toFixed(4)}`,
    `  sensitivity ${rate(point.sensitivity)}`,
    `  specificity ${rate(point.specificity)}`,
  ];
  return [`${card.title} (${card.id})`, ...metrics, ...(atPoint ?? [])].join('\n');
}
