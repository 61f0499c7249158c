/** What the page says of each setting, in plain language. */
import type { TrainSettings } from '../../training/settings/train-settings.ts';
import type { SettingWords } from './setting-text.ts';
import { modelSettingWords } from './model-setting-words.ts';

const own = 'the network’s own';
const ofSgd = { name: 'optimiser', values: ['sgd'] } as const;
const ofFocal = { name: 'loss', values: ['focal'] } as const;
const ofSteps = { name: 'schedule', values: ['step'] } as const;

/** In the order of the page. A setting without words here does not compile. */
export const settingWords: Readonly<Record<keyof TrainSettings, SettingWords>> = {
  train: {
    group: 'learning',
    title: 'What learns',
    help: 'The head alone, the last blocks, or all of the network. With few images let less of it learn. Names of parameters with * are taken too.',
  },
  epochs: {
    group: 'learning',
    title: 'Epochs, at most',
    help: 'Passes over the training images. It ends earlier when the validation no longer gets better.',
  },
  patience: {
    group: 'learning',
    title: 'Patience',
    help: 'Epochs without a better validation AUC after which it ends. The best epoch is kept in any case.',
    unit: 'epochs',
  },
  batch: {
    group: 'learning',
    title: 'Images a step',
    help: 'Images that the network sees before it is corrected. More make steadier steps and take more memory.',
    unit: 'images',
  },
  accumulate: {
    group: 'learning',
    title: 'Parts of a step',
    help: 'A step’s images go through in so many parts, one after the other: less memory, the same step.',
    unit: 'parts',
    isAdvanced: true,
  },
  optimiser: {
    group: 'learning',
    title: 'Optimiser',
    help: 'How corrections are made of gradients. AdamW needs the least care; SGD is what many studies used.',
    choices: { adamw: 'AdamW', adam: 'Adam', sgd: 'SGD' },
  },
  momentum: {
    group: 'learning',
    title: 'Momentum',
    help: 'How much of the last corrections goes on in the next.',
    when: ofSgd,
    isAdvanced: true,
  },
  nesterov: {
    group: 'learning',
    title: 'Momentum looks ahead',
    help: 'Nesterov’s form of momentum.',
    when: ofSgd,
    isAdvanced: true,
  },
  weightDecay: {
    group: 'learning',
    title: 'Weight decay',
    help: 'Pulls the weights towards zero, so that the network does not learn its images by heart.',
  },
  averageDecay: {
    group: 'learning',
    title: 'Averaging of the weights',
    help: 'The model is a moving average over the last steps, which is steadier than the last step alone; 0 is without.',
    isAdvanced: true,
  },
  clipNorm: {
    group: 'learning',
    title: 'Longest gradient',
    help: 'Longer ones are shortened to it, so that a few odd images can’t spoil the training; 0 is without.',
    isAdvanced: true,
  },
  seed: {
    group: 'learning',
    title: 'Seed',
    help: 'The same seed, data and settings give the same model. Another one shows how much is chance.',
    isAdvanced: true,
  },
  learningRate: {
    group: 'schedule',
    title: 'Learning rate',
    help: 'How far each step goes, at its highest. Ten times less for a network that knows something already.',
  },
  schedule: {
    group: 'schedule',
    title: 'Course of the rate',
    help: 'How it changes over the epochs, as the curve shows.',
    choices: {
      constant: 'Constant',
      step: 'In steps',
      cosine: 'Half a cosine down',
      'one-cycle': 'One cycle, up and down',
    },
  },
  warmUpEpochs: {
    group: 'schedule',
    title: 'Warm-up',
    help: 'The rate rises from zero over so many epochs, so that the first steps do no harm.',
    unit: 'epochs',
    when: { name: 'schedule', values: ['constant', 'step', 'cosine'] },
  },
  stepEpochs: {
    group: 'schedule',
    title: 'From step to step',
    help: 'Epochs after which the rate falls.',
    unit: 'epochs',
    when: ofSteps,
  },
  stepFactor: { group: 'schedule', title: 'Fall', help: 'What each step multiplies the rate by.', when: ofSteps },
  layerDecay: {
    group: 'schedule',
    title: 'Rate from block to block',
    help: 'Multiplies the rate once for each block away from the head: what lies deep, and is more general, changes less. 1 is the same for all.',
  },
  rates: {
    group: 'schedule',
    title: 'Rates by name',
    help: 'Factors for parameters by their names, such as layer4.* = 0.1.',
    isAdvanced: true,
  },
  loss: {
    group: 'loss',
    title: 'Loss',
    help: 'What is made small. Focal looks more at the hard images; binary is for findings that may be there together.',
    choices: {
      'cross-entropy': 'Cross-entropy',
      focal: 'Focal',
      'binary-cross-entropy': 'Binary cross-entropy, a label by itself',
    },
  },
  focalGamma: {
    group: 'loss',
    title: 'Focus',
    help: 'How much less the easy images count.',
    when: ofFocal,
  },
  focalAlpha: {
    group: 'loss',
    title: 'Weight of findings',
    help: 'From 0 to 1; the normal label has the rest.',
    when: ofFocal,
  },
  sampling: {
    group: 'loss',
    title: 'Drawing of images',
    help: 'Balanced shows each label equally often, however rare it is. Shuffled shows each image once an epoch.',
    choices: {
      balanced: 'Balanced over the labels',
      shuffled: 'Each image once',
      weighted: 'At random, rare labels likelier',
    },
  },
  classWeights: {
    group: 'loss',
    title: 'Weights of the labels',
    help: 'Balanced makes mistakes on rare labels count more. Do not do both this and balanced drawing.',
    choices: { none: 'All alike', balanced: 'Balanced' },
  },
  labelSmoothing: {
    group: 'loss',
    title: 'Doubt of the labels',
    help: 'So much of each label is spread over all, so that the network does not become too sure.',
    isAdvanced: true,
  },
  augmentationKind: {
    group: 'augmentation',
    title: 'Random changes',
    help: 'Each time an image comes, it is changed a little: the network learns what does not matter. See the preview.',
    choices: {
      radiograph: 'Made for radiographs',
      robust: 'Other machines, archives and crops too',
      seeds: 'Flip, turn, brightness',
      none: 'None',
    },
  },
  augmentation: {
    group: 'augmentation',
    title: 'Strength',
    help: 'Multiplies the range of every change; 0 is without.',
    when: { name: 'augmentationKind', values: ['radiograph', 'robust', 'seeds'] },
  },
  mixup: {
    group: 'augmentation',
    title: 'Mixup',
    help: 'Images and labels are blended in pairs; 0 is without.',
    isAdvanced: true,
  },
  dropout: {
    group: 'augmentation',
    title: 'Dropout',
    help: 'Share of the features left out at random before the last layer.',
    whenEmpty: own,
    isAdvanced: true,
  },
  ...modelSettingWords,
};
