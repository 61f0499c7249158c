/** What the thread of trainings and the one that started it say to each other. */
import type { Outcome } from '../../../domain/outcome.ts';
import type { EpochRecord } from '../../../domain/training/training.ts';
import type { TrainingEstimate, TrainingPlan } from '../../../contract/training.ts';
import type { TrainOptions, TrainProgress, TrainResult } from '../../training/settings/train-settings.ts';
import type { EnginePort } from './engine-port.ts';
import type { PreviewedImage, PreviewWish } from '../preview/preview-augmentation.ts';

export interface ThreadTasks {
  readonly describe: { readonly input: TrainOptions; readonly result: TrainingPlan };
  readonly preview: { readonly input: PreviewWish; readonly result: readonly PreviewedImage[] };
  /** Wants an engine. */
  readonly estimate: { readonly input: TrainOptions; readonly result: TrainingEstimate };
  /** Wants an engine. */
  readonly train: { readonly input: TrainOptions; readonly result: TrainResult };
}

export type TaskName = keyof ThreadTasks;

export type ToThread =
  | {
      [Name in TaskName]: {
        readonly kind: 'task';
        readonly id: number;
        readonly name: Name;
        readonly input: ThreadTasks[Name]['input'];
        readonly engine: EnginePort | null;
      };
    }[TaskName]
  | { readonly kind: 'stop' | 'pause'; readonly id: number };

export type FromThread =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: TrainProgress }
  | { readonly kind: 'epoch'; readonly id: number; readonly record: EpochRecord }
  | { readonly kind: 'result'; readonly id: number; readonly outcome: Outcome<unknown> }
  | { readonly kind: 'bug'; readonly id: number; readonly message: string; readonly stack: string | undefined };
