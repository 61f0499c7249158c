/** The program of `training-thread.ts`: does the tasks that it is given, and says how they go. */
import type { TrainingEstimate, TrainingPlan } from '../../../contract/training.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { EpochRecord } from '../../../domain/training/training.ts';
import type { Engine } from '../../../runtime/engine.ts';
import { engineBehind, type ServedEngine } from '../../../runtime/threads/engine-proxy.ts';
import { serveThread } from '../../../runtime/threads/serve-thread.ts';
import type { Decoder } from '../../decoding/decoder.ts';
import { designTraining } from '../../training/planning/design-training.ts';
import type { TrainOptions, RunProgress, TrainResult } from '../../training/settings/train-settings.ts';
import { trainModel } from '../../training/train-model.ts';
import { describeTraining } from '../preview/describe-training.ts';
import { estimateTraining } from '../preview/estimate-training.ts';
import { previewAugmentation, type PreviewedImage, type PreviewWish } from '../preview/preview-augmentation.ts';

/** Callbacks of a training; across threads each answers when it has been called. */
export interface TrainingListener {
  onProgress(progress: RunProgress): void | Promise<void>;
  onEpoch(record: EpochRecord): void | Promise<void>;
}

const trainingApi = {
  async describe(options: TrainOptions): Promise<Outcome<TrainingPlan>> {
    const design = await designTraining(options, 'sketch');
    return design.ok ? describeTraining(design.value) : design;
  },
  preview: (wish: PreviewWish, decoder: Decoder): Promise<Outcome<readonly PreviewedImage[]>> =>
    previewAugmentation(wish, decoder),
  estimate: (
    options: TrainOptions,
    engine: ServedEngine,
    decoder: Decoder,
    signal: AbortSignal,
  ): Promise<Outcome<TrainingEstimate>> =>
    withEngine(engine, (behind) => estimateTraining(options, { engine: behind, decoder, signal })),
  train: (
    options: TrainOptions,
    engine: ServedEngine,
    decoder: Decoder,
    listener: TrainingListener,
    signal: AbortSignal,
    pause: AbortSignal,
  ): Promise<Outcome<TrainResult>> =>
    withEngine(engine, async (behind) => {
      // The answer goes another way: it must not be there before the last epoch is.
      let told: Promise<void> = Promise.resolve();
      const outcome = await trainModel(options, {
        engine: behind,
        decoder,
        onProgress: (progress) => void (told = Promise.resolve(listener.onProgress(progress))),
        onEpoch: (record) => void (told = Promise.resolve(listener.onEpoch(record))),
        signal,
        pause,
      });
      await told;
      return outcome;
    }),
};

export type TrainingApi = typeof trainingApi;

async function withEngine<T>(remote: ServedEngine, work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await engineBehind(remote);
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

serveThread(trainingApi);
