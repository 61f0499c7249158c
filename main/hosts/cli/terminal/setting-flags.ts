/** A flag for every setting of a training, of the setting's own name. */
import { InvalidArgumentError, Option } from 'commander';
import { trainSettingsSchema, type TrainSettings } from '../../../services/training/settings/train-settings.ts';

type Parse = (text: string) => unknown;

const number = (text: string): number => {
  const value = Number(text);
  if (text.trim() !== '' && !Number.isNaN(value)) return value;
  throw new InvalidArgumentError(`"${text}" is no number.`);
};

const numbers: Parse = (text) => (text === 'none' ? [] : text.split(',').map(number));

/** `depth=6,heads=4` */
export function parseNamedNumbers(text: string): Readonly<Record<string, number>> {
  const pairs = text.split(',').map((pair) => pair.split('='));
  if (
    pairs.every(([name, number, ...more]) => name !== '' && more.length === 0 && Number.isFinite(Number(number || NaN)))
  ) {
    return Object.fromEntries(pairs.map(([name, number]) => [name, Number(number)]));
  }
  throw new InvalidArgumentError('Write NAME=NUMBER, with commas between several.');
}

const namedOrNumbers: Parse = (text) => (/^[\d.,]+$/.test(text) ? numbers(text) : text);

interface Words {
  readonly help: string;
  /** Where the kind of the default doesn't tell. */
  readonly parse?: Parse;
  /** What stands for the value where that doesn't tell either. */
  readonly value?: string;
  /** In place of the default, where that depends on something. */
  readonly otherwise?: string;
}

const own = 'the network’s own';

/** A setting without words here does not compile. */
const words: Readonly<Record<keyof TrainSettings, Words>> = {
  network: { help: 'architecture; `overread networks list` names all' },
  hidden: { help: 'sizes of the head’s hidden layers, or none', parse: numbers, value: 'n,n,…', otherwise: own },
  hyperParameters: {
    help: 'sizes that the network leaves open',
    parse: parseNamedNumbers,
    value: 'name=n,…',
    otherwise: own,
  },
  logSoftmax: { help: 'end the head in a LogSoftmax' },
  size: { help: 'height and width of the model’s input, pixels', otherwise: own },
  channels: { help: '1, or 3 for networks that know photographs', otherwise: own },
  normalisation: { help: 'per-image, imagenet or symmetric', otherwise: own },
  train: { help: 'what learns: head, last-N-blocks, all, or patterns of parameter names with commas between' },
  batchNorm: { help: 'of normalisations that learn: statistics of the batch, or frozen' },
  statisticsMomentum: {
    help: 'share of its running statistics that a normalisation keeps with each step',
    parse: number,
    value: 'n',
    otherwise: own,
  },
  kernelScale: { help: 'factor of the first random values of convolutions; small ones learn faster' },
  epochs: { help: 'at most this many passes over the training images' },
  batch: { help: 'images a step' },
  accumulate: { help: 'parts that each batch goes through in, for less memory' },
  optimiser: { help: 'adamw, adam or sgd' },
  momentum: { help: 'of sgd' },
  nesterov: { help: 'let sgd’s momentum look ahead' },
  learningRate: { help: 'the highest, after the warm-up' },
  layerDecay: { help: 'what the learning rate is multiplied by with each block away from the head' },
  rates: {
    help: 'learning rates of parameters by name',
    parse: parseNamedNumbers,
    value: 'pattern=factor,…',
    otherwise: 'all 1',
  },
  schedule: { help: 'of the learning rate: constant, step, cosine or one-cycle' },
  stepEpochs: { help: 'epochs between steps of the schedule step' },
  stepFactor: { help: 'what each step multiplies the learning rate by' },
  warmUpEpochs: { help: 'epochs of rising learning rate' },
  weightDecay: { help: 'weight decay, decoupled with adamw' },
  loss: { help: 'cross-entropy, focal or binary-cross-entropy (for labels that may be there together)' },
  focalGamma: { help: 'how much less the focal loss counts what is easy' },
  focalAlpha: { help: 'weight of findings in the focal loss; the normal label has the rest' },
  classWeights: { help: 'none, balanced, or one a label', parse: namedOrNumbers, value: 'name|n,n,…' },
  labelSmoothing: { help: 'share of certainty taken from each label' },
  mixup: { help: 'alpha of mixup; 0 is without' },
  augmentationKind: { help: 'random changes of training images: radiograph, robust, seeds or none' },
  augmentation: { help: 'strength of the random changes of training images; 0 is without' },
  dropout: { help: 'share of features left out before the last layer', parse: number, value: 'n', otherwise: own },
  averageDecay: { help: 'decay of the moving average of the weights; 0 is without' },
  clipNorm: { help: 'longest gradient; 0 is without limit' },
  sampling: { help: 'balanced, shuffled or weighted' },
  patience: { help: 'epochs without a better validation before stopping' },
  views: { help: 'looks averaged at test time: 1, 3 or 5' },
  intensity: { help: 'percentile or voi' },
  resize: { help: 'stretch or pad' },
  cacheFeatures: { help: 'keep what frozen layers give of images that never change' },
  shiftedValidation: {
    help: 'judge, calibrate and choose the threshold also on changed copies of the validation images',
  },
  validationShare: { help: 'share of the patients kept for validation where the data says no split' },
  trainImages: { help: 'train on at most so many images', parse: number, value: 'n', otherwise: 'all' },
  testImages: { help: 'validate on at most so many images', parse: number, value: 'n', otherwise: 'all' },
  sensitivity: { help: 'sensitivity that the operating point reaches on validation patients' },
  seed: { help: 'the same seed gives the same model' },
};

export const settingNames = Object.keys(words) as (keyof TrainSettings)[];

const defaults = trainSettingsSchema.parse({});

export function settingOptions(): readonly Option[] {
  return settingNames.flatMap((name) => {
    const initial = defaults[name];
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const {
      help,
      otherwise = typeof initial === 'string' ? initial : JSON.stringify(initial),
      value,
      parse,
    } = words[name];
    // Null, for what was not given: commander's own default would look like an answer, and a recipe's would be lost.
    if (initial === true) return new Option(`--no-${flag}`, `don’t ${help}`).default(null, 'do');
    // The second, unlisted, is for what a recipe switches on.
    if (initial === false) return [new Option(`--${flag}`, help), new Option(`--no-${flag}`).hideHelp()];
    const isNumber = typeof initial === 'number';
    const option = new Option(`--${flag} <${value ?? (isNumber ? 'n' : 'name')}>`, `${help} (${otherwise})`);
    const read = parse ?? (isNumber ? number : undefined);
    return read === undefined ? option : option.argParser(read);
  });
}
