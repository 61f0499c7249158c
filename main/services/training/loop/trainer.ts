/** Epoch after epoch: steps, a validation, and a checkpoint; the best epoch's weights are the result. */
import { createRandom } from '../../../domain/statistics/random.ts';
import type { EpochRecord } from '../../../domain/training/training.ts';
import { EngineStoppedError } from '../../../runtime/engine.ts';
import type { Engine } from '../../../runtime/engine.ts';
import type { Checkpoints, Position } from './checkpoint.ts';
import { runEpoch } from './epoch.ts';
import { judge, together } from '../validation/evaluate.ts';
import { prepareMaterial } from './features.ts';
import { openLearner } from './learner.ts';
import type { Learner } from './learner.ts';
import type { Material } from './material.ts';
import { createMeter } from './meter.ts';
import type { Meter } from './meter.ts';
import type { RunProgress } from '../settings/train-settings.ts';
import { DivergedError, InterruptedError, PausedError } from '../task/training-errors.ts';
import type { Trained, TrainingTask, Weights } from '../task/training-task.ts';

export interface TrainingHooks {
  readonly engine: Engine;
  readonly onProgress: (progress: RunProgress) => void;
  /** Ends the training after the step under way: with the best epoch so far, or an `InterruptedError` before one. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Lets the training rest: it finishes the step under way, leaves a checkpoint and throws a `PausedError`. Started
   * again it goes on as if it had never rested.
   */
  readonly pause?: AbortSignal | undefined;
  /** Gets each epoch's record, after its validation and checkpoint; first those that an earlier run has left. */
  readonly onEpoch?: ((record: EpochRecord) => void) | undefined;
  /** Where the training leaves what it needs to be continued, and where it looks for it; nowhere when left out. */
  readonly checkpoints?: Checkpoints | undefined;
}

interface Run {
  readonly task: TrainingTask;
  readonly hooks: TrainingHooks;
  readonly material: Material;
  readonly learner: Learner;
  readonly meter: Meter;
  /** When it began, as if it had never been interrupted. */
  readonly begin: number;
}

export async function train(task: TrainingTask, hooks: TrainingHooks): Promise<Trained> {
  return trainOn(await prepareMaterial(task, hooks), task, hooks);
}

export async function trainOn(material: Material, task: TrainingTask, hooks: TrainingHooks): Promise<Trained> {
  const saved = (await hooks.checkpoints?.load()) ?? null;
  const { trainable, rates, classWeights, settings } = task;
  const from = saved === null ? undefined : { steps: saved.position.updates, state: saved.state };
  const learner = await openLearner(hooks.engine, material.forward, settings, { trainable, rates, classWeights, from });
  const begin = performance.now() - 1000 * (material.seconds + (saved?.position.seconds ?? 0));
  const run = { task, hooks, material, learner, meter: createMeter(settings, hooks.onProgress), begin };
  saved?.position.records.forEach((record) => hooks.onEpoch?.(record));
  try {
    return await runEpochs(run, saved?.position ?? atStart, saved?.best ?? null);
  } finally {
    await learner.close();
  }
}

const atStart: Position = { epoch: 1, step: 0, loss: 0, records: [], updates: 0, seconds: 0 };

const secondsOf = ({ begin }: Run): number => (performance.now() - begin) / 1000;

async function runEpochs(run: Run, start: Position, savedBest: Weights | null): Promise<Trained> {
  const { hooks, task } = run;
  let position = start;
  let best = savedBest;
  let endedBy: Trained['endedBy'] | null = null;
  try {
    while ((endedBy = endOf(position.records, task)) === null) {
      const { loss, learningRate } = await runEpoch(run, position, (at) => save(run, { ...position, ...at }));
      if (hooks.signal?.aborted) break;
      const { record, weights } = await validate(run, position, { trainingLoss: loss, learningRate });
      if (record.isBest) {
        best = weights;
        await hooks.checkpoints?.saveBest(record.epoch, weights);
      }
      const records = [...position.records, record];
      position = { ...position, epoch: record.epoch + 1, step: 0, loss: 0, records };
      await save(run, position);
      run.meter.validated(record);
      hooks.onEpoch?.(record);
      if (hooks.signal?.aborted) break;
      if (hooks.pause?.aborted) throw new PausedError();
    }
    if (best === null) throw new InterruptedError();
    endedBy ??= 'interruption';
  } catch (error) {
    // Hours of training are worth keeping.
    if (best === null || !(error instanceof EngineStoppedError || error instanceof DivergedError)) throw error;
    endedBy = error instanceof DivergedError ? 'divergence' : 'engine stop';
  }
  return { weights: best, epochs: position.records, endedBy, seconds: secondsOf(run) };
}

function endOf(records: readonly EpochRecord[], { settings }: TrainingTask): 'last epoch' | 'patience' | null {
  if (records.length >= settings.epochs) return 'last epoch';
  const best = records.findLast(({ isBest }) => isBest)?.epoch ?? 0;
  return records.length > 0 && records.length - best >= settings.patience ? 'patience' : null;
}

function save(run: Run, position: Position): Promise<void> {
  const { hooks, learner } = run;
  return (
    hooks.checkpoints?.save({ ...position, updates: learner.steps(), seconds: secondsOf(run) }, learner) ??
    Promise.resolve()
  );
}

async function validate(
  { task, hooks, material, learner, meter }: Run,
  { epoch, records }: Position,
  trained: Pick<EpochRecord, 'trainingLoss' | 'learningRate'>,
): Promise<{ record: EpochRecord; weights: Weights }> {
  meter.validating(epoch);
  const weights = await learner.weights();
  const oneView = { ...task.spec, views: task.spec.views.slice(0, 1) };
  const random = createRandom(`epochs ${task.settings.seed}`).fork(`epoch ${epoch}`);
  const plain = await material.score(hooks.engine, weights, oneView);
  const { shifted = [] } = task;
  const all =
    shifted.length === 0 ? plain : together(plain, await material.score(hooks.engine, weights, oneView, shifted));
  const measured = judge(all, random);
  const best = records.findLast(({ isBest }) => isBest);
  const isBest = best === undefined || isBetter(measured, best);
  return { record: { epoch, ...trained, ...measured, isBest }, weights };
}

/** The area decides; where it can't tell, as when all cases are ranked right, the loss does. */
function isBetter(now: Pick<EpochRecord, 'auc' | 'validationLoss'>, before: EpochRecord): boolean {
  return now.auc === before.auc ? now.validationLoss < before.validationLoss : now.auc > before.auc;
}
