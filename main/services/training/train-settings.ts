/** Everything that can be set about a training, its defaults and limits, in one place. */
import { z } from 'zod';
import type { ModelCard, Preprocessing, View } from '../../domain/model-card.ts';
import { failure, success } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';

export const trainSettingsSchema = z.strictObject({
  network: z.string().default('compact-resnet'),
  /** Height and width of the model's input, pixels. */
  size: z.number().int().min(16).max(1024).default(128),
  epochs: z.number().int().min(1).max(1000).default(30),
  /** Images a step. */
  batch: z.number().int().min(2).max(1024).default(32),
  /** The highest, reached after the warm-up; a cosine then leads to zero. */
  learningRate: z.number().positive().max(1).default(1e-3),
  /** Decoupled (AdamW), for weights of two dimensions and more. */
  weightDecay: z.number().min(0).max(1).default(0.05),
  warmUpEpochs: z.number().min(0).max(100).default(1),
  labelSmoothing: z.number().min(0).max(0.5).default(0.05),
  /** Alpha of mixup's Beta distribution (Zhang et al. 2018); 0 is without. */
  mixup: z.number().min(0).max(1).default(0),
  /** Multiplies the range of each random change of a training image; 0 is without. */
  augmentation: z.number().min(0).max(2).default(1),
  /** Fraction of the features left out at random before the last layer. */
  dropout: z.number().min(0).max(0.9).default(0.2),
  /** Of the moving average of the weights, which is what becomes the model. */
  averageDecay: z.number().min(0).max(0.99999).default(0.999),
  /** Gradients longer than this are shortened to it. */
  clipNorm: z.number().positive().default(1),
  /** Each label as often as every other in a batch, however rare it is. */
  balanced: z.boolean().default(true),
  /** Epochs without a better validation after which training ends. */
  patience: z.number().int().min(1).max(1000).default(8),
  /** Looks at the image whose logits are averaged at test time. */
  views: z.union([z.literal(1), z.literal(3), z.literal(5)]).default(3),
  /** `percentile` drops the darkest and brightest half percent, `voi` takes the picture as displayed. */
  intensity: z.enum(['percentile', 'voi']).default('percentile'),
  resize: z.enum(['stretch', 'pad']).default('stretch'),
  /** Share of the patients kept for validation where the data says no split. */
  validationShare: z.number().min(0.01).max(0.5).default(0.15),
  /** Share of the positive cases that the operating point finds on validation patients. */
  sensitivity: z.number().min(0.5).max(1).default(0.95),
  seed: z.number().int().default(1),
});

export type TrainSettings = z.output<typeof trainSettingsSchema>;

export interface TrainOptions {
  /**
   * Folders of class folders, or with an index.csv. The first one's validation patients decide; the others
   * add training images, and their validation patients are reported beside.
   */
  readonly data: readonly string[];
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
  readonly settings?: Readonly<Partial<TrainSettings>> | undefined;
}

export interface TrainProgress {
  readonly phase: 'reading' | 'training' | 'validating' | 'writing';
  /** Images read, or steps made. */
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
}

/** Fills in defaults; every value out of its limits is named. */
export function parseTrainSettings(settings: unknown): Outcome<TrainSettings> {
  const parsed = trainSettingsSchema.safeParse(settings ?? {});
  if (parsed.success) return success(parsed.data);
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return failure('BAD_SETTINGS', `These settings can't be used: ${faults.join('; ')}.`);
}

const looks: readonly View[] = [
  { scale: 1, rotationDegrees: 0, shiftX: 0, shiftY: 0 },
  { scale: 1.06, rotationDegrees: 4, shiftX: 0, shiftY: 0 },
  { scale: 1.06, rotationDegrees: -4, shiftX: 0, shiftY: 0 },
  { scale: 1.12, rotationDegrees: 0, shiftX: 0, shiftY: 0 },
  { scale: 0.95, rotationDegrees: 0, shiftX: 0, shiftY: 0 },
];

export function preprocessingOf(settings: TrainSettings): Preprocessing {
  return {
    version: 1,
    height: settings.size,
    width: settings.size,
    channels: 1,
    intensity: settings.intensity === 'voi' ? { kind: 'voi' } : { kind: 'percentile', low: 0.5, high: 99.5 },
    resize: settings.resize,
    // Exposure differs between machines and hospitals; an image's own statistics take that out.
    normalisation: { kind: 'per-image' },
    views: looks.slice(0, settings.views),
  };
}
