/**
 * The settings of a training: the field's standard term, and one plain sentence that says what the setting does. The
 * Train page, `overread train --help` and docs/training.md show the same words.
 */
import type { SettingGroup, SettingName, TrainSettings } from '../../training-settings/setting-table.ts';

/** The strings and numbers of a type that has only some. */
type LiteralOf<T> = T extends string | number ? (string extends T ? never : number extends T ? never : T) : never;
type ChoiceName = {
  [Name in SettingName]: [LiteralOf<TrainSettings[Name]>] extends [never] ? never : Name;
}[SettingName];

const names = {
  network: { title: 'Network', help: 'The architecture of the model.' },
  hidden: { title: 'Hidden layers of the head', help: 'Their sizes with commas between, or none.' },
  hyperParameters: {
    title: 'Architecture hyperparameters',
    help: 'Sizes that the network leaves open, such as depth = 6 of a transformer.',
  },
  logSoftmax: {
    title: 'LogSoftmax at the end of the head',
    help: 'As the heads of some studies have it; the probabilities stay the same.',
  },
  size: {
    title: 'Image size',
    help: 'Height and width of the network’s input; twice the size shows finer detail and takes four times as long.',
  },
  channels: {
    title: 'Input channels',
    help: '3 repeats the grey value, for networks that were trained on photographs.',
  },
  normalisation: {
    title: 'Normalisation',
    help: 'How pixel values are scaled: by the image’s own mean and standard deviation, by ImageNet’s, or to −1…1.',
  },
  train: {
    title: 'Trainable layers',
    help: 'The head alone, the head and the last blocks, all layers, or parameters by name with * and commas between.',
  },
  batchNorm: {
    title: 'Batch-norm mode',
    help: 'Trained normalisation layers use the statistics of the batch, or keep their running ones, which is better with small batches.',
  },
  statisticsMomentum: {
    title: 'Batch-norm momentum',
    help: 'Share of its running statistics that a batch normalisation keeps at each step.',
  },
  kernelScale: {
    title: 'Weight-initialisation scale',
    help: 'Factor of the random values that convolutions begin with; small ones learn faster.',
  },
  epochs: {
    title: 'Epochs',
    help: 'Passes over the training images, at most: early stopping may end the training before.',
  },
  batch: {
    title: 'Batch size',
    help: 'Images that the network sees before each update; larger batches make steadier steps and take more memory.',
  },
  accumulate: {
    title: 'Gradient accumulation steps',
    help: 'A batch goes through in so many parts, with one update for all of them: less memory, the same step.',
  },
  optimiser: {
    title: 'Optimiser',
    help: 'The rule that makes updates of gradients; AdamW needs the least care, SGD is common in published studies.',
  },
  momentum: { title: 'Momentum', help: 'Share of the last update that SGD adds to the next one.' },
  nesterov: { title: 'Nesterov momentum', help: 'SGD takes Nesterov’s form of momentum, which looks one step ahead.' },
  learningRate: {
    title: 'Learning rate',
    help: 'The size of the updates, at its highest; take ten times less for a pretrained network.',
  },
  layerDecay: {
    title: 'Layer-wise learning-rate decay',
    help: 'Multiplies the learning rate once for each block between a layer and the head, so that general features change less; 1 is the same for all.',
  },
  rates: {
    title: 'Learning-rate factors by name',
    help: 'Multiply the learning rate of parameters by their names, such as layer4.* = 0.1.',
  },
  schedule: { title: 'Learning-rate schedule', help: 'How the learning rate changes over the epochs.' },
  stepEpochs: { title: 'Step decay interval', help: 'Epochs after which step decay lowers the learning rate.' },
  stepFactor: { title: 'Step decay factor', help: 'Each step of the decay multiplies the learning rate by it.' },
  warmUpEpochs: {
    title: 'Warm-up',
    help: 'Epochs over which the learning rate rises from zero, so that the first steps do no harm.',
  },
  weightDecay: { title: 'Weight decay', help: 'Pulls weights towards zero against overfitting; decoupled with AdamW.' },
  loss: {
    title: 'Loss',
    help: 'The function that is minimised: focal loss weighs hard images more, binary cross-entropy is for findings that may be present together.',
  },
  focalGamma: { title: 'Focal loss gamma', help: 'The higher, the less easy images count.' },
  focalAlpha: {
    title: 'Focal loss alpha',
    help: 'The weight of findings, from 0 to 1; the normal label has the rest.',
  },
  classWeights: {
    title: 'Class weights',
    help: 'Balanced weights make errors on rare labels count more; do not combine them with balanced sampling.',
  },
  labelSmoothing: {
    title: 'Label smoothing',
    help: 'How far targets are moved from 0 and 1, so that the network does not become overconfident.',
  },
  mixup: {
    title: 'Mixup alpha',
    help: 'Blends pairs of images and labels by shares from Beta(alpha, alpha); 0 is off.',
  },
  augmentationKind: {
    title: 'Augmentation',
    help: 'The random changes that a training image gets each time it is used.',
  },
  augmentation: { title: 'Augmentation strength', help: 'Multiplies the range of every random change; 0 is off.' },
  dropout: { title: 'Dropout', help: 'Share of the features that are left out at random before the last layer.' },
  averageDecay: {
    title: 'EMA decay of the weights',
    help: 'The model is the exponential moving average (EMA) of the weights, which is steadier than the last step; 0 is off.',
  },
  clipNorm: {
    title: 'Gradient clipping (max norm)',
    help: 'Longer gradients are scaled down to this norm, so that a few odd images cannot spoil the training; 0 is off.',
  },
  sampling: {
    title: 'Sampling strategy',
    help: 'How the images of an epoch are drawn: each label equally often, each image once, or rare labels more often.',
  },
  patience: {
    title: 'Early-stopping patience',
    help: 'Epochs without a better validation AUC after which the training ends; the best epoch is kept.',
  },
  views: {
    title: 'Test-time augmentation views',
    help: 'The output is the mean over so many slightly changed views of an image: a little better, as many times slower.',
  },
  intensity: {
    title: 'Intensity range',
    help: 'Grey values without the darkest and brightest half percent, or as the image is displayed.',
  },
  resize: { title: 'Aspect ratio', help: 'Images that are not square are stretched, or padded with black.' },
  cacheFeatures: {
    title: 'Cache frozen features',
    help: 'The output of frozen layers is computed once where images never change, which is many times faster.',
  },
  shiftedValidation: {
    title: 'Validation on shifted copies',
    help: 'Epochs, calibration and operating point are judged on the validation images and on copies as other machines would make them.',
  },
  validationShare: {
    title: 'Validation share',
    help: 'Share of the patients kept for validation where the dataset has no split.',
  },
  trainImages: { title: 'Most training images', help: 'A subset for a quick trial, of each label its share.' },
  testImages: { title: 'Most validation images', help: 'A subset for a quick trial, of each label its share.' },
  sensitivity: {
    title: 'Target sensitivity',
    help: 'The operating point finds this share of the positive images of the validation patients.',
  },
  seed: {
    title: 'Random seed',
    help: 'The same seed, data and settings give the same model; another seed shows how much is chance.',
  },
} as const satisfies Readonly<Record<SettingName, { readonly title: string; readonly help: string }>>;

/** The values of choices. */
const choices = {
  channels: { 1: '1 (grey)', 3: '3 (grey repeated)' },
  normalisation: { 'per-image': 'Per image', imagenet: 'ImageNet', symmetric: '−1 to 1' },
  batchNorm: { batch: 'Statistics of the batch', frozen: 'Running statistics (frozen)' },
  optimiser: { adamw: 'AdamW', adam: 'Adam', sgd: 'SGD' },
  schedule: { constant: 'Constant', step: 'Step decay', cosine: 'Cosine', 'one-cycle': 'One cycle' },
  loss: {
    'cross-entropy': 'Cross-entropy',
    focal: 'Focal loss',
    'binary-cross-entropy': 'Binary cross-entropy',
  },
  classWeights: { none: 'None', balanced: 'Balanced' },
  augmentationKind: {
    radiograph: 'For radiographs',
    robust: 'For other machines, archives and crops too',
    seeds: 'Flip, rotation, brightness',
    none: 'None',
  },
  sampling: {
    balanced: 'Balanced over the labels',
    shuffled: 'Shuffled, each image once',
    weighted: 'Weighted, rare labels likelier',
  },
  views: { 1: '1', 3: '3', 5: '5' },
  intensity: { percentile: 'Percentiles 0.5 to 99.5', voi: 'As displayed (VOI)' },
  resize: { stretch: 'Stretch', pad: 'Pad' },
} as const satisfies { readonly [Name in ChoiceName]: Readonly<Record<LiteralOf<TrainSettings[Name]>, string>> };

const groups = {
  learning: 'Optimisation',
  schedule: 'Learning rate',
  loss: 'Loss and class balance',
  augmentation: 'Augmentation and regularisation',
  judging: 'Validation',
  input: 'Preprocessing',
  network: 'Network',
} as const satisfies Readonly<Record<SettingGroup, string>>;

export const trainingSettings = {
  ...names,
  choices,
  groups,
  units: { epochs: 'epochs', images: 'images', pixels: 'pixels' },
  empty: { network: 'the network’s own', all: 'all' },
} as const;
