import { createRandom } from '../../../domain/statistics/random.ts';
import type { Learner } from './learner.ts';
import type { Material } from './material.ts';
import type { Batch } from '../batches/make-batch.ts';
import type { Meter } from './meter.ts';
import { drawEpoch } from '../batches/sampler.ts';
import { learningRateAt, scheduleOf } from './schedule.ts';
import { DivergedError, PausedError } from '../task/training-errors.ts';
import type { TrainingTask } from '../task/training-task.ts';

/** The epoch under way, from 1, and what has been done of it. */
export interface EpochPosition {
  readonly epoch: number;
  /** Steps made. */
  readonly step: number;
  /** Sum of their losses. */
  readonly loss: number;
}

interface EpochRun {
  readonly task: TrainingTask;
  readonly hooks: {
    readonly signal?: AbortSignal | undefined;
    readonly pause?: AbortSignal | undefined;
    readonly checkpoints?: { readonly everyMs: number } | undefined;
  };
  readonly material: Material;
  readonly learner: Learner;
  readonly meter: Meter;
}

/**
 * The steps of an epoch that are left to make. While the engine's process works on one batch, the next is made here.
 * All random numbers come from streams named by epoch and step, so that it does not matter where it begins.
 * @param save called now and then where checkpoints are due within epochs, and for a pause.
 * @throws `PausedError` after the step under way when a pause is wanted.
 */
export async function runEpoch(
  { task, hooks, material, learner, meter }: EpochRun,
  { epoch, step: first, loss: before }: EpochPosition,
  save: (at: EpochPosition) => Promise<void>,
): Promise<{ loss: number; learningRate: number }> {
  const { settings, training } = task;
  const random = createRandom(`training ${settings.seed}`).fork(`epoch ${epoch}`);
  const batches = drawEpoch(
    // Of several labels the first decides how often an image comes.
    training.map(({ label }) => (typeof label === 'number' ? label : (label[0] ?? -1))),
    { batch: settings.batch, sampling: settings.sampling, random: random.fork('order') },
  );
  const schedule = scheduleOf(settings, batches.length);
  const prepare = (step: number): Promise<Batch> => material.batch(batches[step]!, random.fork(`batch ${step}`));
  let [total, learningRate, savedAt] = [before, 0, performance.now()];
  let next = first < batches.length ? prepare(first) : undefined;
  for (let step = first; step < batches.length && hooks.signal?.aborted !== true; step++) {
    learningRate = learningRateAt((epoch - 1) * batches.length + step, schedule);
    const running = learner.step(await next!, learningRate, random.fork(`step ${step}`));
    if (step + 1 < batches.length) next = prepare(step + 1);
    const loss = await running;
    if (!Number.isFinite(loss)) throw new DivergedError();
    total += loss;
    meter.stepped({ epoch, step: step + 1, steps: batches.length, loss, learningRate });
    const isPause = hooks.pause?.aborted === true && step + 1 < batches.length;
    if (!isPause && performance.now() - savedAt < (hooks.checkpoints?.everyMs ?? Infinity)) continue;
    await save({ epoch, step: step + 1, loss: total });
    if (isPause) throw new PausedError();
    savedAt = performance.now();
  }
  return { loss: total / batches.length, learningRate };
}
