/** Trainings as the casebook keeps them and the Train page shows them. */
import type { AuditSummary } from '../datasets/dataset.ts';
import type { CodedMessage } from '../messages/coded-message.ts';
import type { DatasetId, JobId, ModelId, TrainingId } from '../ids.ts';

/** The weights and network that a training begins with. */
export type TrainingBase =
  /** An architecture by its name, with random values. */
  | { readonly kind: 'network'; readonly network: string }
  /** An installed model; with other labels its last layer is new. */
  | { readonly kind: 'model'; readonly model: ModelId }
  /**
   * A file of weights for an architecture, the settings' where none is named; also a model's folder or an ONNX file,
   * which are their own.
   */
  | { readonly kind: 'weights'; readonly path: string; readonly network: string | null };

/** Choices of a request beyond the form of the pages, such as those of the command line. */
export interface TrainingExtras {
  /** Datasets that add training images; their validation patients are reported beside the first one's. */
  readonly datasets: readonly DatasetId[];
  /** The model's folder, absolute; null for the place of the user's models. Its name is the model's. */
  readonly folder: string | null;
  /** Begins anew where an unfinished training lies. */
  readonly restart: boolean;
  /** Minutes between checkpoints within an epoch; null for none but those after each. */
  readonly checkpointMinutes: number | null;
  /** Which image comes first decides what is drawn from the seed: by their content, or as index.csv or file names have them. */
  readonly imageOrder: 'content' | 'listing';
  /** Words of the model card. */
  readonly card: {
    readonly version?: string | undefined;
    readonly description?: string | undefined;
    readonly intendedUse?: string | undefined;
    readonly licence?: string | undefined;
    /** Limits that only a person knows, such as the age of the patients. */
    readonly limits?: readonly string[] | undefined;
  };
  /** How it was asked for, as the model card tells it. */
  readonly command: string;
}

/** A person's request for a training. */
export interface TrainingRequest {
  readonly dataset: DatasetId;
  readonly base: TrainingBase;
  /** The recipe whose settings are the defaults; null for the program's own. */
  readonly recipe: string | null;
  /** Those that the person set, by the names of the train settings; what a recipe says stands where they are silent. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The id of the model that it makes: the name of its folder. */
  readonly model: ModelId;
  readonly title: string;
  /** The label that stands for "nothing found"; null to take the usual name. */
  readonly normalLabel: string | null;
  readonly extras?: TrainingExtras | undefined;
}

export interface EpochRecord {
  readonly epoch: number;
  /** At the epoch's last step. */
  readonly learningRate: number;
  readonly trainingLoss: number;
  /** The loss with the averaged weights, before calibration, one view. */
  readonly validationLoss: number;
  readonly auc: number;
  /** 95 %, patients as clusters, of `auc`; null where an older checkpoint did not keep it. */
  readonly aucInterval95: readonly [number, number] | null;
  /** Images that it was measured on; null as well where an older checkpoint did not keep it. */
  readonly validationImages: number | null;
  readonly accuracy: number;
  readonly isBest: boolean;
}

/**
 * `queued`: waits for the engine. `running`. `paused`: by the person. `interrupted`: the program or the engine ended
 * before it was through; it can go on from its checkpoint. `stopped`: by the person, with the best so far as a model where an epoch had ended.
 * `done`, `failed`: see `ending`.
 */
export const trainingStates = ['queued', 'running', 'paused', 'interrupted', 'stopped', 'done', 'failed'] as const;
export type TrainingState = (typeof trainingStates)[number];

/** A training with all that is kept of it. */
export interface Training {
  readonly id: TrainingId;
  readonly request: TrainingRequest;
  /** All settings with defaults filled in. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly state: TrainingState;
  readonly startedAt: string;
  /** Null until it has ended for good. */
  readonly endedAt: string | null;
  /** One an epoch. */
  readonly epochs: readonly EpochRecord[];
  /** Null before it has ended; earlier versions kept a sentence. */
  readonly ending: TrainingEnding | string | null;
  /** Notes on what was left out or went otherwise than asked. */
  readonly notes: readonly CodedMessage[];
  /** The network as it was trained. */
  readonly network: { readonly name: string; readonly parameters: number; readonly trainable: number };
  readonly datasetName: string;
  /** The fingerprint of the data when the training began. */
  readonly fingerprint: string;
  /** As it stood then; null where the data was never audited. */
  readonly audit: AuditSummary | null;
  /** The model that it made, when it is installed; null before. */
  readonly made: ModelId | null;
  /** Spent on it, s. */
  readonly seconds: number;
}

/** How a training ended: with the epoch that is kept, or with a fault. */
export type TrainingEnding = { readonly by: TrainingEnd } | { readonly fault: CodedMessage };

/** Why a training ended. */
export type TrainingEnd = 'last epoch' | 'patience' | 'interruption' | 'divergence' | 'engine stop';

/** Where a running training is, told some times a second. */
export interface TrainingProgress {
  readonly training: TrainingId;
  readonly job: JobId;
  readonly phase: 'waiting' | 'reading' | 'features' | 'training' | 'validating' | 'writing';
  /** Images or steps of the phase. */
  readonly done: number;
  readonly total: number;
  /** From 1; 0 before the first. */
  readonly epoch: number;
  readonly epochs: number;
  /** Mean over the last steps. */
  readonly loss: number | null;
  readonly learningRate: number | null;
  readonly imagesPerSecond: number | null;
  /** Until the last epoch, should no early stop come first. */
  readonly secondsLeft: number | null;
}

/** A point of the live curve. */
export interface StepPoint {
  /** 2.5 is the middle of the third epoch. */
  readonly epochs: number;
  /** Mean over the last steps. */
  readonly loss: number;
  readonly learningRate: number;
}

/** The epoch that is kept, and how far the training is from its end. */
export interface EpochChoice {
  /** `patience` and `allEpochs`: it has ended by that; `best`: the last epoch is the best; `waiting`: there was none since. */
  readonly code: 'patience' | 'allEpochs' | 'best' | 'waiting';
  readonly epoch: number;
  readonly auc: number;
  /** Epochs so far, and since the best. */
  readonly epochs: number;
  readonly since: number;
  readonly patience: number;
}

/** Null before the first epoch has ended. */
export function choiceOf({ epochs, settings }: Pick<Training, 'epochs' | 'settings'>): EpochChoice | null {
  const [most, patience] = [Number(settings['epochs']), Number(settings['patience'])];
  const best = epochs.findLast(({ isBest }) => isBest);
  const last = epochs.at(-1);
  if (best === undefined || last === undefined) return null;
  const since = last.epoch - best.epoch;
  const choice = { epoch: best.epoch, auc: best.auc, epochs: epochs.length, since, patience };
  if (since >= patience) return { code: 'patience', ...choice };
  if (last.epoch >= most) return { code: 'allEpochs', ...choice };
  return { code: since === 0 ? 'best' : 'waiting', ...choice };
}
