/** Everything that can be set about a training, its defaults and limits, in one place. */
import { z } from 'zod';
import type { ModelCard, Preprocessing, View } from '../../../domain/models/model-card.ts';
import { failure, success } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { networks } from '../../../networks/architectures/architectures.ts';
import type { NetworkDefaults } from '../../../networks/network.ts';
import type { ListedDataset } from '../../datasets/training-split/learning-list.ts';
import type { TrainingEnd } from '../../../domain/training/training.ts';

export const trainSettingsSchema = z.strictObject({
  network: z.string().default('compact-resnet'),
  /** Sizes of the hidden layers of the head, [] for none; null for the network's own. */
  hidden: z.array(z.number().int().min(1).max(100_000)).max(8).nullable().default(null),
  /** Sizes that an architecture leaves open, such as the depth of `vit`. */
  hyperParameters: z.record(z.string(), z.number()).default({}),
  /** Whether the head ends in a LogSoftmax, as the studies' do. */
  logSoftmax: z.boolean().default(false),
  /** Height and width of the model's input, pixels. This and the next two are the network's own where not set. */
  size: z.number().int().min(16).max(1024).default(128),
  /** 3 repeats the grey value, for networks that were trained on photographs. */
  channels: z.union([z.literal(1), z.literal(3)], 'choose 1 or 3').default(1),
  /** By the image's own mean and deviation, by ImageNet's, or from 0…1 to -1…1. */
  normalisation: z.enum(['per-image', 'imagenet', 'symmetric']).default('per-image'),
  /** What learns: `head`, `last-N-blocks`, `all`, or patterns of parameter names with commas between. */
  train: z.string().min(1, 'say what learns').default('all'),
  /** Whether a normalisation that learns takes the statistics of its batch, or its running ones as they are. */
  batchNorm: z.enum(['batch', 'frozen']).default('batch'),
  /** Share of its running statistics that a normalisation keeps with each step; null for the network's own. */
  statisticsMomentum: z.number().min(0).max(0.9999).nullable().default(null),
  /** Multiplies the first random values of convolutions. Behind a normalisation only its inverse counts: the pace. */
  kernelScale: z.number().positive().max(10).default(1),
  epochs: z.number().int().min(1).max(1000).default(30),
  /** Images a step. */
  batch: z.number().int().min(2).max(1024).default(32),
  /** Parts that a batch goes through in, one after the other, with one step for their gradients together. */
  accumulate: z.number().int().min(1).max(1024).default(1),
  optimiser: z.enum(['adamw', 'adam', 'sgd']).default('adamw'),
  /** Of SGD. */
  momentum: z.number().min(0).max(0.9999).default(0.9),
  /** Of SGD: whether momentum looks ahead. */
  nesterov: z.boolean().default(false),
  /** The highest, reached after the warm-up. */
  learningRate: z.number().positive().max(1).default(1e-3),
  /** Multiplies the learning rate once for each block between a parameter and the head. */
  layerDecay: z.number().positive().max(1).default(1),
  /** Pattern of parameter names → what their learning rate is multiplied by. */
  rates: z.record(z.string(), z.number().min(0).max(100)).default({}),
  schedule: z.enum(['constant', 'step', 'cosine', 'one-cycle']).default('cosine'),
  /** Of the schedule `step`: epochs from step to step, and what each multiplies the rate by. */
  stepEpochs: z.number().int().min(1).max(1000).default(10),
  stepFactor: z.number().positive().max(1).default(0.1),
  /** One-cycle has a warm-up of its own, of 30 % of the steps. */
  warmUpEpochs: z.number().min(0).max(100).default(1),
  /** Of matrices and kernels; decoupled with AdamW. */
  weightDecay: z.number().min(0).max(1).default(0.05),
  loss: z.enum(['cross-entropy', 'focal', 'binary-cross-entropy']).default('cross-entropy'),
  /** Of the focal loss: how much less what is easy counts. */
  focalGamma: z.number().min(0).max(10).default(2),
  /** Of the focal loss: the weight of findings, from 0 to 1; that of the normal label is the rest. */
  focalAlpha: z.number().positive().max(0.999).default(0.5),
  /** `balanced` makes up for rare labels. */
  classWeights: z
    .union([z.enum(['none', 'balanced']), z.array(z.number().positive()).min(2)], {
      error: 'choose none, balanced, or a number above zero for each label',
    })
    .default('none'),
  labelSmoothing: z.number().min(0).max(0.5).default(0.05),
  /** Alpha of mixup's Beta distribution (Zhang et al. 2018); 0 is without. */
  mixup: z.number().min(0).max(1).default(0),
  /**
   * Which random changes: made for radiographs, the same wider and with what other machines and archives do, those of the
   * seed studies (flip, ±10°, brightness), or none.
   */
  augmentationKind: z.enum(['radiograph', 'robust', 'seeds', 'none']).default('radiograph'),
  /** Multiplies the range of each random change of a training image; 0 is without. */
  augmentation: z.number().min(0).max(2).default(1),
  /** Fraction of the features left out at random before the last layer; null for the network’s own. */
  dropout: z.number().min(0).max(0.9).nullable().default(null),
  /** Of the moving average of the weights, which is what becomes the model; 0 is without. */
  averageDecay: z.number().min(0).max(0.99999).default(0.999),
  /** Gradients longer than this are shortened to it; 0 is without. */
  clipNorm: z.number().min(0).default(1),
  /**
   * `balanced`: each label as often as every other in a batch, however rare it is; `shuffled`: each image once;
   * `weighted`: drawn one by one, likelier where the label is rare.
   */
  sampling: z.enum(['balanced', 'shuffled', 'weighted']).default('balanced'),
  /** Epochs without a better validation after which training ends. */
  patience: z.number().int().min(1).max(1000).default(8),
  /** Looks at the image whose logits are averaged at test time. */
  views: z.union([z.literal(1), z.literal(3), z.literal(5)], 'choose 1, 3 or 5').default(3),
  /** `percentile` drops the darkest and brightest half percent, `voi` takes the picture as displayed. */
  intensity: z.enum(['percentile', 'voi']).default('percentile'),
  resize: z.enum(['stretch', 'pad']).default('stretch'),
  /** Whether what frozen layers give of images that never change is computed once. */
  cacheFeatures: z.boolean().default(true),
  /**
   * Whether epochs are judged, and calibration and operating point chosen, on the validation images together with shifted
   * copies of them (`shiftImage`), one each: images alone that are like those learnt from can't tell who copes elsewhere.
   */
  shiftedValidation: z.boolean().default(false),
  /** Share of the patients kept for validation where the data says no split. */
  validationShare: z.number().min(0.01).max(0.5).default(0.15),
  /** At most so many images for training and for validation, of each label its share; null for all. */
  trainImages: z.number().int().min(2).nullable().default(null),
  testImages: z.number().int().min(2).nullable().default(null),
  /** Share of the positive cases that the operating point finds on validation patients. */
  sensitivity: z.number().min(0.5).max(1).default(0.95),
  seed: z.number().int().default(1),
});

export type TrainSettings = z.output<typeof trainSettingsSchema>;

/** Those that are not there have their defaults. */
export type GivenSettings = { readonly [Name in keyof TrainSettings]?: TrainSettings[Name] | undefined };

export interface TrainOptions {
  /**
   * Folders of class folders, or with an index.csv; or datasets that are open. The first one's validation patients decide; the others
   * add training images, and their validation patients are reported beside.
   */
  readonly data: readonly (string | ListedDataset)[];
  /** The model's folder; its name is the model's id. */
  readonly out: string;
  readonly title?: string | undefined;
  readonly version?: string | undefined;
  readonly description?: string | undefined;
  readonly intendedUse?: string | undefined;
  /** Limits that only a person knows, such as the age of the patients; the general ones are added. */
  readonly limits?: readonly string[] | undefined;
  readonly licence?: string | undefined;
  /** The label that stands for "nothing found"; guessed from the usual names when left out. */
  readonly normalLabel?: string | undefined;
  /** As typed, for the card. */
  readonly command: string;
  readonly settings?: GivenSettings | undefined;
  /** The name of a recipe, whose settings are the defaults. */
  readonly recipe?: string | undefined;
  /** The model to begin with: a folder, a file, or the name of an installed model. */
  readonly from?: string | undefined;
  /** Folders in which models are installed. */
  readonly modelPlaces?: readonly string[] | undefined;
  /** Begins anew where an unfinished training lies. */
  readonly restart?: boolean | undefined;
  /** Minutes between checkpoints within an epoch; there is always one after each. */
  readonly checkpointMinutes?: number | undefined;
}

export interface TrainProgress {
  readonly phase: 'reading' | 'features' | 'training' | 'validating' | 'writing';
  /** Images read or gone through what is frozen, or steps made. */
  readonly done: number;
  readonly total: number;
  /** From 1; 0 before the training. */
  readonly epoch: number;
  readonly epochs: number;
  /** Mean over the last steps. */
  readonly loss: number | null;
  readonly learningRate: number | null;
  readonly imagesPerSecond: number | null;
  /** Until the last epoch, should no early stop come first. */
  readonly secondsLeft: number | null;
  /** The latest validation on the first data set; null while one is under way, set at its end. */
  readonly validation: { readonly auc: number; readonly accuracy: number; readonly isBest: boolean } | null;
}

export interface TrainResult {
  readonly card: ModelCard;
  readonly folder: string;
  /** Sentences on what was left out or went otherwise than asked. */
  readonly notes: readonly string[];
  readonly endedBy: TrainingEnd;
}

/** Means and deviations on the scale 0…1; ImageNet's are those of its red, green and blue, or of their mean. */
const fixedNormalisations = {
  imagenet: {
    1: { mean: [0.449], std: [0.226] },
    3: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  },
  symmetric: { 1: { mean: [0.5], std: [0.5] }, 3: { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } },
} as const;

/** What a network's published weights were trained with, as settings. */
function defaultsOf({ size, channels, normalisation: rule }: NetworkDefaults): Partial<TrainSettings> {
  if (rule.kind === 'per-image') return { size, channels, normalisation: 'per-image' };
  const isImagenet = rule.mean[0] === fixedNormalisations.imagenet[3].mean[0];
  return { size, channels, normalisation: isImagenet ? 'imagenet' : 'symmetric' };
}

/** Fills in defaults, the network's own first; every value out of its limits is named. */
export function parseTrainSettings(settings: Readonly<Record<string, unknown>> = {}): Outcome<TrainSettings> {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const { network = 'compact-resnet' } = given;
  const isKnown = typeof network === 'string' && Object.hasOwn(networks, network);
  const own = isKnown ? defaultsOf(networks[network]!.defaults) : {};
  const parsed = trainSettingsSchema.safeParse({ ...own, ...given });
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return failure('BAD_SETTINGS', `These settings can't be used: ${faults.join('; ')}.`);
  }
  const contradiction = contradictionIn(parsed.data);
  return contradiction === null ? success(parsed.data) : failure('BAD_SETTINGS', contradiction);
}

/** What each setting allows by itself, but not with the others. */
function contradictionIn({ batch, accumulate, loss, logSoftmax }: TrainSettings): string | null {
  if (accumulate > batch) return `A batch of ${batch} images has no ${accumulate} parts: accumulate fewer.`;
  if (!logSoftmax || loss !== 'binary-cross-entropy') return null;
  return 'A LogSoftmax makes labels exclude each other: with binary cross-entropy leave it out (--no-log-softmax).';
}

const looks: readonly View[] = [
  { scale: 1, rotationDegrees: 0, shiftX: 0, shiftY: 0 },
  { scale: 1.06, rotationDegrees: 4, shiftX: 0, shiftY: 0 },
  { scale: 1.06, rotationDegrees: -4, shiftX: 0, shiftY: 0 },
  { scale: 1.12, rotationDegrees: 0, shiftX: 0, shiftY: 0 },
  { scale: 0.95, rotationDegrees: 0, shiftX: 0, shiftY: 0 },
];

/** Exposure differs between machines and hospitals; an image's own statistics take that out. */
function normalisationOf({ normalisation, channels }: TrainSettings): Preprocessing['normalisation'] {
  if (normalisation === 'per-image') return { kind: 'per-image' };
  const { mean, std } = fixedNormalisations[normalisation][channels];
  return { kind: 'fixed', mean: [...mean], std: [...std] };
}

export function preprocessingOf(settings: TrainSettings): Preprocessing {
  return {
    version: 1,
    height: settings.size,
    width: settings.size,
    channels: settings.channels,
    intensity: settings.intensity === 'voi' ? { kind: 'voi' } : { kind: 'percentile', low: 0.5, high: 99.5 },
    resize: settings.resize,
    normalisation: normalisationOf(settings),
    views: looks.slice(0, settings.views),
  };
}
