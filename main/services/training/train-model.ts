/** Trains a model from folders of labelled images and writes its folder. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { noteOf, type Note, type NoteCode } from '../../domain/messages/note.ts';
import { failure, success } from '../../domain/outcome.ts';
import { FaultError, faultOf, type Fault } from '../../domain/faults/fault.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { createRandom } from '../../domain/statistics/random.ts';
import type { Random } from '../../domain/statistics/random.ts';
import { EngineStoppedError } from '../../runtime/engine.ts';
import { withWeights } from '../../graph/training/training-graph.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import type { Decoder } from '../decoding/decoder.ts';
import type { Dataset } from '../datasets/training-split/dataset.ts';
import { describeGraph } from './model-folder/describe-graph.ts';
import { calibrate, evaluate, together } from './validation/evaluate.ts';
import type { ValidationMeasures, ScoredCases } from './validation/evaluate.ts';
import { prepareMaterial } from './loop/features.ts';
import { decidingCases, makeCard, shiftedName } from './model-folder/make-card.ts';
import { imagesOf } from './loop/material.ts';
import type { Material } from './loop/material.ts';
import { planTraining } from './planning/plan-training.ts';
import type { PreparedTraining } from './planning/plan-training.ts';
import { seenImagesOf } from './model-folder/seen-images.ts';
import { shiftedCopies } from './batches/shifted-copies.ts';
import type { TrainOptions, TrainResult } from './settings/train-settings.ts';
import { trainOn } from './loop/trainer.ts';
import type { TrainingHooks } from './loop/trainer.ts';
import { DivergedError, InterruptedError, PausedError } from './task/training-errors.ts';
import type { Trained, TrainingTask } from './task/training-task.ts';
import { writeModel } from './model-folder/write-model.ts';

export interface TrainModelHooks extends TrainingHooks {
  readonly decoder: Decoder;
}

/**
 * Trains, calibrates on the validation patients of the first data set, and writes the model's folder. The
 * same data, settings and number of engine threads give the same weights, also after an interruption.
 * Ending the signal before the first epoch has ended gives the fault `training.stopped-early` and leaves the folder as it is;
 * later, the best so far is written. A pause gives the fault `training.paused`; what was learnt lies in its checkpoint.
 */
export async function trainModel(options: TrainOptions, hooks: TrainModelHooks): Promise<Outcome<TrainResult>> {
  const preparing = { ...hooks, signal: firstOf(hooks.signal, hooks.pause) };
  const isPause = (): boolean => hooks.pause?.aborted === true && hooks.signal?.aborted !== true;
  const planned = await planTraining(options, preparing);
  if (!planned.ok) return planned.error.code === 'job.cancelled' && isPause() ? paused : planned;
  const plan = planned.value;
  const task = taskOf(plan);
  try {
    const material = await prepareMaterial(task, preparing);
    const trained = await trainOn(material, task, { ...hooks, checkpoints: plan.checkpoints });
    const scored = await scoreSafely(() => scoreValidation(task, plan, { material, trained, hooks }));
    if (!scored.ok) return scored;
    const result = await finish(plan, trained, scored.value, await hooks.engine.peakMemory());
    if (isThrough(trained)) await plan.checkpoints.clear();
    return success(result);
  } catch (error) {
    if (error instanceof PausedError || (error instanceof InterruptedError && isPause())) return paused;
    const fault = toFault(error);
    if (fault === null) throw error;
    return { ok: false, error: fault };
  }
}

const paused = failure('training.paused', {});

function firstOf(...signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}

function taskOf({
  network,
  labels,
  datasets,
  spec,
  settings,
  trainable,
  rates,
  classWeights,
}: PreparedTraining): TrainingTask {
  const training = datasets.flatMap(({ images }) => images.train);
  const validation = datasets[0]!.images.val;
  const shifted = settings.shiftedValidation ? shiftedCopies(validation, spec) : [];
  const task = { forward: network.graph, labels: labels.length, training, validation, shifted, spec, settings };
  return { ...task, trainable, rates, classWeights };
}

/**
 * False for a training that was interrupted, or stopped with the engine: it goes on from its checkpoint when it is
 * started again.
 */
const isThrough = ({ endedBy }: Trained): boolean => endedBy !== 'interruption' && endedBy !== 'engine stop';

/** How a file system refuses hours after it was tried: full, out of quota, not allowed, read-only, failing. */
const unwritable = new Set(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EIO']);

function toFault(error: unknown): Fault | null {
  if (error instanceof FaultError) return error.fault;
  if (error instanceof InterruptedError) return faultOf('training.stopped-early', {});
  if (error instanceof EngineStoppedError) return faultOf('training.engine-stopped', {}, error);
  if (error instanceof DivergedError) return faultOf('training.diverged', {});
  if (!(error instanceof Error)) return null;
  if (/alloc/i.test(error.message)) return faultOf('training.out-of-memory', {}, error);
  const systemCode = (error as NodeJS.ErrnoException).code ?? '';
  return unwritable.has(systemCode) ? faultOf('training.not-writable', { systemCode }, error) : null;
}

/** The predictor has tried again by then, in the engine process that took the place of the one that stopped. */
async function scoreSafely<T>(score: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return success(await score());
  } catch (error) {
    if (!(error instanceof EngineStoppedError)) throw error;
  }
  return failure('training.engine-stopped-twice', {});
}

async function finish(
  plan: PreparedTraining,
  trained: Trained,
  { sets, shifted }: ScoredValidation,
  peakMemory: number,
): Promise<TrainResult> {
  const { options, settings, labels, findings, network, datasets } = plan;
  const primary = datasets[0]!.dataset;
  const randomOf = ({ name }: Dataset): Random => createRandom(`bootstrap ${settings.seed}`).fork(name);
  const calibrated = calibrate(shifted === null ? sets[0]! : together(sets[0]!, shifted), {
    labels,
    findings,
    sensitivity: settings.sensitivity,
    cases: decidingCases(primary, settings),
    random: randomOf(primary),
  });
  const measure = (name: string, scored: ScoredCases, random: Random): ValidationMeasures =>
    evaluate(name, scored, calibrated, { labels, random });
  const evaluations = [
    ...datasets.map(({ dataset }, i) => measure(dataset.name, sets[i]!, randomOf(dataset))),
    ...(shifted === null ? [] : [measure(shiftedName(primary), shifted, randomOf(primary))]),
  ];
  const { temperature } = calibrated;
  const use = { id: plan.id, version: options.version ?? '1.0.0', labels, spec: plan.spec, temperature };
  const model = writeOnnx(describeGraph(withWeights(network.graph, trained.weights), use));
  const sha256 = createHash('sha256').update(model).digest('hex');
  const card = makeCard({
    ...plan,
    datasets: datasets.map(({ dataset }) => dataset),
    trained,
    peakMemory,
    calibrated,
    evaluations,
    sha256,
  });
  await writeModel(options.out, {
    model,
    card,
    seen: await seenImagesOf(
      datasets.map(({ dataset }) => dataset),
      plan.beginning,
    ),
    curves: { epochs: trained.epochs, validation: evaluations.map(summarise) },
  });
  return {
    card,
    folder: resolve(options.out),
    notes: [...plan.notes, ...endingNotes(trained)],
    endedBy: trained.endedBy,
  };
}

interface ScoredValidation {
  /** The scores of each data set. */
  readonly sets: readonly ScoredCases[];
  /** The scores of the shifted copies of the first one's images; null where none were asked for. */
  readonly shifted: ScoredCases | null;
}

interface Finished {
  readonly material: Material;
  readonly trained: Trained;
  readonly hooks: TrainingHooks;
}

/** The validation cases of each data set, with all views. */
async function scoreValidation(
  { shifted = [] }: TrainingTask,
  plan: PreparedTraining,
  { material, trained, hooks }: Finished,
): Promise<ScoredValidation> {
  const { datasets, spec, settings } = plan;
  const { weights, epochs } = trained;
  const { engine, onProgress } = hooks;
  const total = datasets.reduce((sum, { images }) => sum + images.val.length, shifted.length);
  const none = { loss: null, learningRate: null, imagesPerSecond: null, secondsLeft: null, validation: null };
  const sets: ScoredCases[] = [];
  for (const [index, { images }] of datasets.entries()) {
    const done = sets.reduce((sum, { labels }) => sum + labels.length, 0);
    onProgress({ phase: 'writing', done, total, epoch: epochs.length, epochs: settings.epochs, ...none });
    // The material knows the first one's cases, perhaps with what is costly about them.
    const of = index === 0 ? material : imagesOf({ ...taskOf(plan), validation: images.val });
    sets.push(await of.score(engine, weights, spec));
  }
  return { sets, shifted: shifted.length === 0 ? null : await material.score(engine, weights, spec, shifted) };
}

function summarise({ metrics, brierScore, negativeLogLikelihood }: ValidationMeasures) {
  return { dataset: metrics.dataset, brierScore, negativeLogLikelihood };
}

const endings = {
  patience: 'training.ended-no-better',
  interruption: 'training.ended-by-hand',
  divergence: 'training.ended-diverged',
  'engine stop': 'training.ended-engine-stop',
} as const satisfies Readonly<Record<Exclude<Trained['endedBy'], 'last epoch'>, NoteCode>>;

function endingNotes(trained: Trained): Note[] {
  const { endedBy, epochs } = trained;
  if (endedBy === 'last epoch') return [];
  const best = epochs.findLast(({ isBest }) => isBest)!.epoch;
  return [
    noteOf(endings[endedBy], { epochs: epochs.length, best }),
    ...(isThrough(trained) ? [] : [noteOf('training.can-go-on', {})]),
  ];
}
