/** One training from its turn to its end, with its rests: the work of a job of the kind `train`. */
import { dirname, resolve } from 'node:path';
import type { TrainingRepository } from '../../casebook/laboratory/training-repository.ts';
import type { AuditSummary } from '../../domain/datasets/dataset.ts';
import type { TrainingId } from '../../domain/ids.ts';
import { faultError, FaultError, type Fault } from '../../domain/faults/fault.ts';
import { toCodedMessage } from '../../domain/messages/coded-message.ts';
import { failure, type Outcome } from '../../domain/outcome.ts';
import type { Training } from '../../domain/training/training.ts';
import type { Background } from '../jobs/background-engine.ts';
import type { Pauses } from '../jobs/pause-gate.ts';
import type { JobProgress } from '../jobs/jobs.ts';
import type { TrainOptions, RunProgress, TrainResult } from '../training/settings/train-settings.ts';
import { phaseOf, type LiveTraining } from './live-training.ts';
import type { TrainingThread } from './thread/training-thread.ts';

export interface RunParts {
  readonly trainings: TrainingRepository;
  readonly background: Background;
  readonly openThread: () => TrainingThread;
  /** Data and options as they are when it begins or goes on. */
  readonly prepare: (
    training: Training,
    signal: AbortSignal,
  ) => Promise<Outcome<{ readonly options: TrainOptions; readonly audit: AuditSummary | null }>>;
  /** A model has come into its folder. */
  readonly onModel: (folder: string) => Promise<void>;
  /** Models in it are installed. */
  readonly modelsFolder: string;
  /** The state, or an epoch more. */
  readonly onChange: (id: TrainingId) => void;
  readonly onProgress: (live: LiveTraining) => void;
  /** Aborts when the program ends: what is under way is kept to go on. */
  readonly closing: AbortSignal;
}

interface Run {
  readonly id: TrainingId;
  readonly parts: RunParts;
  readonly live: LiveTraining;
  readonly job: JobProgress;
  /** Ends it, with the best so far. */
  readonly stop: AbortSignal;
  /** Images a step. */
  readonly batch: number;
  /** Spent before this run, s. */
  readonly secondsBefore: number;
}

/** Resolves when it has ended or was interrupted. @throws FaultError */
export async function runTraining(run: Run, pauses: Pauses): Promise<void> {
  try {
    await goThrough(run, pauses);
  } catch (error) {
    // The end of the program ends waits and calls; what was learnt lies in the checkpoint.
    if (!run.parts.closing.aborted) throw error;
  }
}

async function goThrough(run: Run, pauses: Pauses): Promise<void> {
  for (;;) {
    const outcome = await runOnce(run, AbortSignal.any([pauses.wanted(), run.parts.closing]));
    if (run.parts.closing.aborted) return change(run, {});
    if (outcome !== 'paused') return settle(run, outcome);
    change(run, { state: 'paused' });
    run.job.say(null);
    const isStopped = await pauses.rest().then(
      () => false,
      () => true,
    );
    if (run.parts.closing.aborted) return;
    if (isStopped) return settle(run, await finishWhatThereIs(run));
  }
}

type End = Outcome<TrainResult> | 'paused';

/** Until it ends or rests; waits for its turn first. */
async function runOnce(run: Run, pause: AbortSignal): Promise<End> {
  const { parts, live, job, stop } = run;
  live.waits();
  job.say(phaseOf(live.progress()));
  parts.onProgress(live);
  change(run, { state: 'queued', ending: null });
  const engine = await parts.background.engine(AbortSignal.any([stop, pause])).catch((error: unknown) => {
    if (stop.aborted || pause.aborted) return null;
    throw error;
  });
  if (engine === null) return stop.aborted ? finishWhatThereIs(run) : 'paused';
  let end: End;
  try {
    change(run, { state: 'running' });
    end = await trainIn(run, { engine, stop, pause });
  } finally {
    await engine.close();
  }
  // Stopped while it still read the images again.
  const isCut = end !== 'paused' && !end.ok && isStopped(end.error);
  return isCut ? finishWhatThereIs(run) : end;
}

interface Conditions {
  readonly engine: Awaited<ReturnType<Background['engine']>>;
  readonly stop: AbortSignal;
  readonly pause?: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
}

async function trainIn(run: Run, { engine, stop, pause, onProgress }: Conditions): Promise<End> {
  const { id, parts } = run;
  const prepared = await parts.prepare(parts.trainings.get(id)!, stop);
  if (!prepared.ok) return prepared;
  const { options, audit } = prepared.value;
  change(run, { audit });
  const thread = parts.openThread();
  try {
    const outcome = await thread.train(options, {
      engine,
      signal: stop,
      pause,
      onProgress: (progress) => {
        onProgress?.(progress);
        report(run, progress);
      },
      onEpoch: (record) => {
        parts.trainings.addEpoch(id, record, run.live.stepsOf(record.epoch));
        change(run, {});
      },
    });
    return !outcome.ok && outcome.error.code === 'training.paused' ? 'paused' : outcome;
  } finally {
    await thread.close();
  }
}

/** Stopped while it rested or waited: its best epoch, if there is one, is measured and written. */
async function finishWhatThereIs(run: Run): Promise<Outcome<TrainResult>> {
  const { parts, id } = run;
  if (parts.trainings.get(id)!.epochs.length === 0) return nothingLearnt;
  const engine = await parts.background.engine(parts.closing);
  // From the first step on a stop ends it with the best so far; before, there would be no model.
  const enough = new AbortController();
  const onProgress = ({ phase }: RunProgress): void => (phase === 'training' ? enough.abort() : undefined);
  try {
    const outcome = await trainIn(run, { engine, stop: AbortSignal.any([enough.signal, parts.closing]), onProgress });
    return outcome === 'paused' ? nothingLearnt : outcome;
  } finally {
    await engine.close();
  }
}

const nothingLearnt = failure('training.stopped-early', {});

const isStopped = ({ code }: Fault): boolean => code === 'job.cancelled' || code === 'training.stopped-early';

function report({ job, live, parts, batch }: Run, progress: RunProgress): void {
  live.update(progress);
  job.say(phaseOf(live.progress()));
  parts.onProgress(live);
  if (progress.phase !== 'training') return;
  const { done, total, secondsLeft, imagesPerSecond } = progress;
  job.count(total);
  job.advance(done, { rate: imagesPerSecond === null ? null : imagesPerSecond / batch, secondsLeft });
}

function change(run: Run, next: Parameters<TrainingRepository['change']>[1]): void {
  const seconds = run.secondsBefore + run.live.seconds();
  run.parts.trainings.change(run.id, { ...next, seconds });
  run.parts.onChange(run.id);
}

async function settle(run: Run, outcome: Exclude<End, 'paused'>): Promise<void> {
  if (!outcome.ok) return settleFault(run, outcome.error);
  const { endedBy, card, folder, notes } = outcome.value;
  const made = dirname(folder) === resolve(run.parts.modelsFolder) ? card.id : null;
  const end = { ending: { by: endedBy }, notes, made };
  if (endedBy === 'engine stop') {
    change(run, { state: 'interrupted', ...end });
    throw faultError('training.engine-stopped-later', {});
  }
  change(run, { state: endedBy === 'interruption' ? 'stopped' : 'done', ...end });
  await run.parts.onModel(folder);
}

function settleFault(run: Run, fault: Fault): void {
  if (isStopped(fault))
    return change(run, { state: 'stopped', ending: { fault: toCodedMessage(nothingLearnt.error) } });
  const canGoOn = fault.code === 'training.engine-stopped' || fault.code === 'training.engine-stopped-twice';
  change(run, { state: canGoOn ? 'interrupted' : 'failed', ending: { fault: toCodedMessage(fault) } });
  throw new FaultError(fault);
}
