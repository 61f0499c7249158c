/** What the page says of the settings that shape the model and its judging. */
import type { TrainSettings } from '../../training/settings/train-settings.ts';
import type { SettingWords } from './setting-text.ts';

const own = 'the network’s own';

type ModelSetting =
  | 'size'
  | 'channels'
  | 'normalisation'
  | 'intensity'
  | 'resize'
  | 'network'
  | 'hidden'
  | 'hyperParameters'
  | 'logSoftmax'
  | 'batchNorm'
  | 'statisticsMomentum'
  | 'kernelScale'
  | 'cacheFeatures'
  | 'validationShare'
  | 'sensitivity'
  | 'views'
  | 'shiftedValidation'
  | 'trainImages'
  | 'testImages';

/** In the order of the page. */
export const modelSettingWords: Readonly<Record<ModelSetting & keyof TrainSettings, SettingWords>> = {
  size: {
    group: 'input',
    title: 'Image size',
    help: 'Height and width that the network sees. Twice the size shows finer detail and takes four times the time.',
    unit: 'pixels',
  },
  channels: {
    group: 'input',
    title: 'Channels',
    help: '3 repeats the grey value, for networks that know photographs.',
    choices: { 1: '1, grey', 3: '3, grey repeated' },
    isAdvanced: true,
  },
  normalisation: {
    group: 'input',
    title: 'Brightness scale',
    help: 'By the image’s own mean and spread, or by fixed numbers that published weights want.',
    choices: { 'per-image': 'Of each image', imagenet: 'ImageNet’s', symmetric: '−1 to 1' },
    isAdvanced: true,
  },
  intensity: {
    group: 'input',
    title: 'Grey values',
    help: 'Without the darkest and brightest half percent, or as the picture is displayed.',
    choices: { percentile: 'Without extremes', voi: 'As displayed' },
    isAdvanced: true,
  },
  resize: {
    group: 'input',
    title: 'Shape',
    help: 'Pictures that are not square are stretched, or padded with black.',
    choices: { stretch: 'Stretched', pad: 'Padded' },
    isAdvanced: true,
  },
  network: { group: 'network', title: 'Network', help: 'The architecture.' },
  hidden: {
    group: 'network',
    title: 'Hidden layers of the head',
    help: 'Their sizes with commas between, or none.',
    whenEmpty: own,
    isAdvanced: true,
  },
  hyperParameters: {
    group: 'network',
    title: 'Open sizes',
    help: 'Such as the depth of a transformer: depth = 6.',
    isAdvanced: true,
  },
  logSoftmax: {
    group: 'network',
    title: 'Head ends in a LogSoftmax',
    help: 'As the heads of some studies do; it changes nothing in what the model says.',
    isAdvanced: true,
  },
  batchNorm: {
    group: 'network',
    title: 'Normalisation layers',
    help: 'Those that learn take the statistics of the batch, or keep the ones they have: better with small batches.',
    choices: { batch: 'Of the batch', frozen: 'As they are' },
    isAdvanced: true,
  },
  statisticsMomentum: {
    group: 'network',
    title: 'Memory of the statistics',
    help: 'Share of its running statistics that a normalisation keeps with each step.',
    whenEmpty: own,
    isAdvanced: true,
  },
  kernelScale: {
    group: 'network',
    title: 'First values of kernels',
    help: 'A factor on the random values that convolutions begin with.',
    isAdvanced: true,
  },
  cacheFeatures: {
    group: 'network',
    title: 'Compute frozen layers once',
    help: 'Where the images never change, what frozen layers give of them is computed once: many times faster.',
    isAdvanced: true,
  },
  validationShare: {
    group: 'judging',
    title: 'Share for validation',
    help: 'Of the patients, where the data says no split.',
  },
  sensitivity: {
    group: 'judging',
    title: 'Sensitivity to reach',
    help: 'The operating point is chosen so that this share of the positive cases is found on validation patients.',
  },
  views: {
    group: 'judging',
    title: 'Looks at an image',
    help: 'The model’s answer is the mean over so many slightly changed looks: a little better, and as many times slower.',
    choices: { 1: '1', 3: '3', 5: '5' },
  },
  shiftedValidation: {
    group: 'judging',
    title: 'Judge on changed images too',
    help: 'Epochs, calibration and operating point are judged on the validation images and on copies as another hospital might make them.',
  },
  trainImages: {
    group: 'judging',
    title: 'Training images, at most',
    help: 'Fewer than there are, for a quick trial: of each label its share.',
    whenEmpty: 'all',
    isAdvanced: true,
  },
  testImages: {
    group: 'judging',
    title: 'Validation images, at most',
    help: 'Fewer than there are, for a quick trial: of each label its share.',
    whenEmpty: 'all',
    isAdvanced: true,
  },
};
