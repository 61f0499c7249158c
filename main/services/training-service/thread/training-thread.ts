/**
 * A thread for what a training computes outside the engine: making batches, building graphs, drawing intervals. In the
 * thread of the workstation a large network would hold up every reader for seconds.
 */
import { proxy } from 'comlink';
import type { TrainingEstimate, TrainingPlan } from '../../../contract/training.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { Engine } from '../../../runtime/engine.ts';
import { engineProxy } from '../../../runtime/threads/engine-proxy.ts';
import { openThread, type Thread } from '../../../runtime/threads/open-thread.ts';
import type { Decoder } from '../../decoding/decoder.ts';
import type { TrainOptions, TrainResult } from '../../training/settings/train-settings.ts';
import type { PreviewedImage, PreviewWish } from '../preview/preview-augmentation.ts';
import type { TrainingApi, TrainingListener } from './training-worker.ts';

export interface TrainingHooks extends TrainingListener {
  readonly engine: Engine;
  readonly signal?: AbortSignal | undefined;
  readonly pause?: AbortSignal | undefined;
}

/** Several tasks at a time if need be. Each rejects for a bug, and where the thread ends first or has ended. */
export interface TrainingThread extends Pick<Thread<TrainingApi>, 'hasEnded' | 'close'> {
  describe(options: TrainOptions): Promise<Outcome<TrainingPlan>>;
  preview(wish: PreviewWish): Promise<Outcome<readonly PreviewedImage[]>>;
  estimate(options: TrainOptions, hooks: Pick<TrainingHooks, 'engine' | 'signal'>): Promise<Outcome<TrainingEstimate>>;
  train(options: TrainOptions, hooks: TrainingHooks): Promise<Outcome<TrainResult>>;
}

const never = (): AbortSignal => new AbortController().signal;

export function openTrainingThread(decoder: Decoder): TrainingThread {
  const thread = openThread<TrainingApi>('training-worker');
  return {
    describe: (options) => thread.call((api) => api.describe(options)),
    preview: (wish) => thread.call((api) => api.preview(wish, proxy(decoder))),
    estimate: (options, { engine, signal = never() }) =>
      thread.call((api) => api.estimate(options, engineProxy(engine), proxy(decoder), signal)),
    train: (options, { engine, signal = never(), pause = never(), onProgress, onEpoch }) =>
      thread.call((api) =>
        api.train(options, engineProxy(engine), proxy(decoder), proxy({ onProgress, onEpoch }), signal, pause),
      ),
    hasEnded: () => thread.hasEnded(),
    close: () => thread.close(),
  };
}
