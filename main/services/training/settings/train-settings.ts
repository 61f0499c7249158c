/** The options of a training, and its settings with their defaults filled in. */
import type { Note } from '../../../domain/messages/note.ts';
import { clauseOfIssue } from '../../../contract/clause-of-issue.ts';
import {
  trainSettingsSchema,
  type GivenSettings,
  type TrainSettings,
} from '../../../contract/training-settings/setting-table.ts';
import type { ModelCard, Preprocessing, View } from '../../../domain/models/model-card.ts';
import { failure, success } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { networks } from '../../../networks/architectures/architectures.ts';
import type { NetworkDefaults } from '../../../networks/network.ts';
import type { ListedDataset } from '../../datasets/training-split/learning-list.ts';
import type { TrainingEnd } from '../../../domain/training/training.ts';
import { faultOf, type Fault } from '../../../domain/faults/fault.ts';
import { ownEntry } from '../../../domain/own-entry.ts';

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

export interface RunProgress {
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
  /** Notes on what was left out or went otherwise than asked. */
  readonly notes: readonly Note[];
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

/** The settings that a network's published weights were trained with. */
function defaultsOf({ size, channels, normalisation: rule }: NetworkDefaults): Partial<TrainSettings> {
  if (rule.kind === 'per-image') return { size, channels, normalisation: 'per-image' };
  const isImagenet = rule.mean[0] === fixedNormalisations.imagenet[3].mean[0];
  return { size, channels, normalisation: isImagenet ? 'imagenet' : 'symmetric' };
}

/** Fills in defaults, the network's own first; every value out of its limits is named. */
export function parseTrainSettings(settings: Readonly<Record<string, unknown>> = {}): Outcome<TrainSettings> {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const { network = 'compact-resnet' } = given;
  const known = typeof network === 'string' ? ownEntry(networks, network) : undefined;
  const own = known === undefined ? {} : defaultsOf(known.defaults);
  const parsed = trainSettingsSchema.safeParse({ ...own, ...given });
  if (!parsed.success) {
    return failure('settings.not-possible', { faults: parsed.error.issues.map(clauseOfIssue) });
  }
  const contradiction = contradictionIn(parsed.data);
  return contradiction === null ? success(parsed.data) : { ok: false, error: contradiction };
}

/** Finds settings that are each allowed by themselves, but not with the others. */
function contradictionIn({ batch, accumulate, loss, logSoftmax }: TrainSettings): Fault | null {
  if (accumulate > batch) return faultOf('settings.accumulate-beyond-batch', { batch, accumulate });
  if (!logSoftmax || loss !== 'binary-cross-entropy') return null;
  return faultOf('settings.log-softmax-together', {});
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
