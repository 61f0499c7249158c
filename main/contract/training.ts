/** Fine-tuning: what can be chosen, what it will cost, the trainings and how they go. */
import type { ArchitectureName } from '../domain/models/architecture-name.ts';
import { type } from '@orpc/contract';
import { z } from 'zod';
import type { Note } from '../domain/messages/note.ts';
import type { SplitOrigin } from '../domain/datasets/split-origin.ts';
import { datasetId, modelId, trainingId } from '../domain/ids.ts';
import type {
  StepPoint,
  Training,
  TrainingExtras,
  TrainingProgress,
  TrainingRequest,
} from '../domain/training/training.ts';
import { filePath } from './model-reference.ts';
import { operation } from './operation.ts';

export type { StepPoint, Training, TrainingProgress, TrainingRequest } from '../domain/training/training.ts';

export interface TrainableNetwork {
  readonly name: ArchitectureName;
  /** Height and width of the input where nothing else is said, pixels. */
  readonly size: number;
  readonly channels: number;
}

export interface TrainingRecipe {
  readonly name: string;
  readonly title: string;
  readonly study: string;
  /** The points that the study leaves open, and those that are otherwise than there. */
  readonly note: string;
  readonly network: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface TrainingChoices {
  readonly networks: readonly TrainableNetwork[];
  readonly recipes: readonly TrainingRecipe[];
  /** This machine's memory, bytes. */
  readonly memory: number;
}

/** A block of the network, from input to output; the last is the head. */
export interface PlannedBlock {
  readonly name: string;
  /** Numbers that can learn. */
  readonly parameters: number;
  /** Those of them that do, with these settings. */
  readonly learning: number;
  /** The factor on its learning rate; null where nothing learns. */
  readonly rate: number | null;
}

export interface LabelBalance {
  readonly label: string;
  readonly training: number;
  readonly validation: number;
  /** The factor on the loss of its images. */
  readonly weight: number;
  /** Share of the images in a batch, as sampled. */
  readonly drawn: number;
}

/** All that is known before the start, with nothing computed yet. */
export interface TrainingPlan {
  /** All settings, defaults filled in. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Those that neither the person nor the recipe set. */
  readonly defaults: readonly string[];
  readonly network: {
    readonly name: string;
    readonly blocks: readonly PlannedBlock[];
    readonly parameters: number;
    readonly learning: number;
    /** The input's size, pixels. */
    readonly height: number;
    readonly width: number;
    readonly channels: number;
  };
  /** In the order of the logits. */
  readonly labels: readonly string[];
  readonly findings: readonly string[];
  readonly balance: readonly LabelBalance[];
  readonly split: SplitOrigin;
  readonly stepsPerEpoch: number;
  /** The learning rate over the epochs, at most some hundred points. */
  readonly schedule: readonly { readonly epochs: number; readonly learningRate: number }[];
  /** Anything left out, assumed or done otherwise than asked. */
  readonly notes: readonly Note[];
}

/** The time and memory that the training will take. */
export interface TrainingEstimate {
  /**
   * The basis of the measurement: so many steps of so many images, and the frozen layers where their features are
   * cached.
   */
  readonly basis: { readonly steps: number; readonly images: number; readonly isCached: boolean };
  readonly secondsPerStep: number;
  readonly stepsPerEpoch: number;
  /** Going through the validation images once. */
  readonly validationSeconds: number;
  /** Reading the images, and features where they are computed once. */
  readonly preparationSeconds: number;
  /** All epochs with their validations, without an early stop. */
  readonly totalSeconds: number;
  /** The most that the engine's process will hold, bytes. */
  readonly peakMemory: number;
  /** The images in memory, bytes. */
  readonly imageMemory: number;
  /** The machine's memory, bytes. */
  readonly memory: number;
  /** Not in use by anything, bytes. */
  readonly freeMemory: number;
}

export interface AugmentedImage {
  readonly label: string;
  /** PNG, as the validation sees it. */
  readonly original: Blob;
  /** PNG, as the training may see it. */
  readonly changed: readonly Blob[];
}

/** A training with what is known of it now. */
export interface TrainingView extends Training {
  /** Null while it is not under way. */
  readonly progress: TrainingProgress | null;
}

const words = z.string().max(10_000).optional();

const trainingExtras = z.object({
  datasets: z.array(datasetId).max(20).readonly().default([]),
  folder: filePath.nullable().default(null),
  restart: z.boolean().default(false),
  checkpointMinutes: z.number().positive().nullable().default(null),
  imageOrder: z.enum(['content', 'listing']).default('content'),
  card: z
    .object({
      version: z.string().min(1).max(100).optional(),
      description: words,
      intendedUse: words,
      licence: words,
      limits: z.array(z.string().min(1).max(2_000)).max(50).readonly().optional(),
    })
    .prefault({}),
  command: z.string().min(1).max(20_000),
}) satisfies z.ZodType<TrainingExtras, unknown>;

const trainingRequest = z.object({
  dataset: datasetId,
  base: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('network'), network: z.string().min(1).max(100) }),
    z.object({ kind: z.literal('model'), model: modelId }),
    z.object({ kind: z.literal('weights'), path: filePath, network: z.string().min(1).max(100).nullable() }),
  ]),
  recipe: z.string().min(1).max(100).nullable().default(null),
  settings: z.record(z.string(), z.unknown()).default({}),
  model: modelId,
  title: z.string().trim().max(200).default(''),
  normalLabel: z.string().min(1).max(200).nullable().default(null),
  extras: trainingExtras.optional(),
}) satisfies z.ZodType<TrainingRequest, unknown>;

const oneTraining = z.object({ training: trainingId });

export const trainingContract = {
  choices: operation.output(type<TrainingChoices>()),
  /**
   * The training that the request describes: cheap enough for every change of a setting. Refused with what is wrong
   * with it.
   */
  plan: operation.input(trainingRequest).output(type<TrainingPlan>()),
  /** Images of the dataset as the training would see them; the same seed gives the same. */
  previewAugmentation: operation
    .input(
      z.object({
        request: trainingRequest,
        seed: z.number().int().nonnegative(),
        images: z.number().int().min(1).max(8).default(3),
        variants: z.number().int().min(1).max(8).default(3),
      }),
    )
    .output(type<readonly AugmentedImage[]>()),
  /** Makes a few steps to see what they take; refused while the engine for heavy work is in use. */
  estimate: operation.input(trainingRequest).output(type<TrainingEstimate>()),
  /** Puts it in the queue; it runs as a job of the kind `train`. */
  start: operation.input(trainingRequest).output(type<TrainingView>()),
  /** Newest first. */
  list: operation.output(type<readonly TrainingView[]>()),
  get: operation
    .input(oneTraining)
    .output(type<{ readonly training: TrainingView; readonly steps: readonly StepPoint[] }>()),
  /** After the step under way; what it has learnt is kept and the engine is free. */
  pause: operation.input(oneTraining).output(type<TrainingView>()),
  /** Goes on after a pause, an interruption or a stop, bit for bit as if it had never rested. */
  resume: operation.input(oneTraining).output(type<TrainingView>()),
  /** Ends it; the best epoch so far becomes the model. */
  stop: operation.input(oneTraining).output(type<TrainingView>()),
  /** Forgets a training that is not under way, with its checkpoint; the model that it made stays. */
  remove: operation.input(oneTraining).output(type<readonly TrainingView[]>()),
};
