/** The training loop: batches in, the weights with the best validation out. */
import { negativeLogLikelihood, softmax } from '../../domain/calibration.ts';
import { accuracy } from '../../domain/metrics.ts';
import type { Preprocessing } from '../../domain/model-card.ts';
import { createRandom } from '../../domain/random.ts';
import { EngineStoppedError } from '../../runtime/engine.ts';
import type { Engine } from '../../runtime/engine.ts';
import { areaOf, DivergedError, scoreCases } from './evaluate.ts';
import { openInference, openLearner } from './learner.ts';
import type { Learner, Weights } from './learner.ts';
import { makeBatch } from './make-batch.ts';
import type { Batch, LabelledImage } from './make-batch.ts';
import { drawEpoch } from './sampler.ts';
import { learningRateAt } from './schedule.ts';
import type { TrainProgress, TrainSettings } from './train-settings.ts';
import type { Graph } from '../../graph/graph.ts';

export interface TrainingTask {
  /** Inference form; see `Network`. */
  readonly forward: Graph;
  /** Number of labels. */
  readonly labels: number;
  readonly training: readonly LabelledImage[];
  /** Of the first data set. */
  readonly validation: readonly LabelledImage[];
  readonly spec: Preprocessing;
  readonly settings: TrainSettings;
}

export interface EpochRecord {
  readonly epoch: number;
  /** At the epoch's last step. */
  readonly learningRate: number;
  readonly trainingLoss: number;
  /** Of the averaged weights, before calibration, one view. */
  readonly validationLoss: number;
  readonly auc: number;
  readonly accuracy: number;
  readonly isBest: boolean;
}

export interface Trained {
  /** Averaged weights of the best epoch. */
  readonly weights: Weights;
  readonly epochs: readonly EpochRecord[];
  readonly endedBy: 'last epoch' | 'patience' | 'interruption' | 'divergence' | 'engine stop';
}

export interface TrainingHooks {
  readonly engine: Engine;
  readonly onProgress: (progress: TrainProgress) => void;
  /** Ends the training after the step under way: with the best epoch so far, or an `InterruptedError` before one. */
  readonly signal?: AbortSignal | undefined;
}

export async function train(task: TrainingTask, hooks: TrainingHooks): Promise<Trained> {
  const learner = await openLearner(hooks.engine, task.forward, task.settings);
  try {
    return await runEpochs(task, hooks, learner);
  } finally {
    await learner.close();
  }
}

async function runEpochs(task: TrainingTask, hooks: TrainingHooks, learner: Learner): Promise<Trained> {
  const { epochs, patience } = task.settings;
  const records: EpochRecord[] = [];
  const meter = createMeter(task, hooks.onProgress);
  let best: { readonly weights: Weights; readonly record: EpochRecord } | null = null;
  let endedBy: Trained['endedBy'] = 'last epoch';
  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const { loss, learningRate } = await runEpoch(epoch, task, hooks.signal, learner, meter);
      if (hooks.signal?.aborted) break;
      meter.validating(epoch);
      const weights = await learner.averagedWeights();
      const measured = await validate(task, hooks.engine, weights);
      const isBest: boolean = best === null || isBetter(measured, best.record);
      const record: EpochRecord = { epoch, learningRate, trainingLoss: loss, ...measured, isBest };
      records.push(record);
      if (isBest) best = { weights, record };
      meter.validated(record);
      if (hooks.signal?.aborted) break;
      if (epoch < epochs && epoch - best!.record.epoch >= patience) endedBy = 'patience';
      if (endedBy === 'patience') break;
    }
    if (best === null) throw new InterruptedError();
    if (hooks.signal?.aborted) endedBy = 'interruption';
  } catch (error) {
    // Hours of training are worth keeping.
    if (best === null || !(error instanceof EngineStoppedError || error instanceof DivergedError)) throw error;
    endedBy = error instanceof DivergedError ? 'divergence' : 'engine stop';
  }
  return { weights: best.weights, epochs: records, endedBy };
}

/** Asked to end before there was a best epoch: the weights are still about as random as they began. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** The area decides; where it can't tell, as when all cases are ranked right, the loss does. */
function isBetter(now: { auc: number; validationLoss: number }, before: EpochRecord): boolean {
  return now.auc === before.auc ? now.validationLoss < before.validationLoss : now.auc > before.auc;
}

/** While the engine's process works on one batch, the next is made here. */
async function runEpoch(
  epoch: number,
  { training, labels, spec, settings }: TrainingTask,
  signal: AbortSignal | undefined,
  learner: Learner,
  meter: Meter,
): Promise<{ loss: number; learningRate: number }> {
  const random = createRandom(`training ${settings.seed}`).fork(`epoch ${epoch}`);
  const { batch, balanced } = settings;
  const batches = drawEpoch(
    training.map(({ label }) => label),
    { batch, balanced, random: random.fork('order') },
  );
  const prepare = (step: number): Promise<Batch> => {
    const samples = batches[step]!.map((sample) => training[sample]!);
    return makeBatch(samples, { labels, spec, settings, random: random.fork(`batch ${step}`) });
  };
  const schedule = {
    peak: settings.learningRate,
    warmUpSteps: Math.round(settings.warmUpEpochs * batches.length),
    totalSteps: settings.epochs * batches.length,
  };
  let [total, steps, learningRate] = [0, 0, 0];
  let next = prepare(0);
  for (const step of batches.keys()) {
    if (signal?.aborted) break;
    learningRate = learningRateAt((epoch - 1) * batches.length + step, schedule);
    const running = learner.step(await next, learningRate, random.fork(`step ${step}`));
    if (step + 1 < batches.length) next = prepare(step + 1);
    const loss = await running;
    if (!Number.isFinite(loss)) throw new DivergedError();
    total += loss;
    steps++;
    meter.stepped({ epoch, step: step + 1, steps: batches.length, loss, learningRate });
  }
  return { loss: total / Math.max(1, steps), learningRate };
}

async function validate(
  { forward, validation, spec }: TrainingTask,
  engine: Engine,
  weights: Weights,
): Promise<{ validationLoss: number; auc: number; accuracy: number }> {
  const session = await openInference(engine, forward, weights);
  try {
    const oneView = { ...spec, views: spec.views.slice(0, 1) };
    const { logits, labels } = await scoreCases(session, validation, oneView);
    const probabilities = logits.map((row) => softmax(row));
    return {
      validationLoss: negativeLogLikelihood(logits, labels),
      auc: areaOf(probabilities, labels),
      accuracy: accuracy(probabilities, labels),
    };
  } finally {
    await session.close();
  }
}

interface Meter {
  stepped(at: { epoch: number; step: number; steps: number; loss: number; learningRate: number }): void;
  validating(epoch: number): void;
  validated(record: EpochRecord): void;
}

/** Turns steps into progress: speed and remaining time from the time since the first step's end. */
function createMeter({ settings }: TrainingTask, onProgress: (progress: TrainProgress) => void): Meter {
  const { epochs, batch } = settings;
  let begin: number | null = null;
  let counted = 0;
  let latest: TrainProgress = {
    phase: 'training',
    done: 0,
    total: 0,
    epoch: 0,
    epochs,
    loss: null,
    learningRate: null,
    imagesPerSecond: null,
    secondsLeft: null,
    validation: null,
  };
  function report(change: Partial<TrainProgress>): void {
    latest = { ...latest, ...change };
    onProgress(latest);
  }
  return {
    stepped({ epoch, step, steps, loss, learningRate }) {
      // The first step is slower: ONNX Runtime plans its memory.
      if (begin === null) begin = performance.now();
      else counted++;
      const rate = counted === 0 ? null : (1000 * counted) / (performance.now() - begin);
      const [total, done] = [epochs * steps, (epoch - 1) * steps + step];
      report({
        phase: 'training',
        done,
        total,
        epoch,
        loss: latest.loss === null ? loss : latest.loss + (loss - latest.loss) / 20,
        learningRate,
        imagesPerSecond: rate === null ? null : rate * batch,
        secondsLeft: rate === null ? null : (total - done) / rate,
      });
    },
    validating: (epoch) => report({ phase: 'validating', epoch, validation: null }),
    validated: ({ auc, accuracy, isBest }) => report({ phase: 'validating', validation: { auc, accuracy, isBest } }),
  };
}
