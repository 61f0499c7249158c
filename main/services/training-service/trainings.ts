/** Trainings: asked for, planned, estimated, queued, paused, continued, and kept in the casebook. */
import { rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { TrainingChoices, TrainingPlan, TrainingView } from '../../contract/training.ts';
import type { AuditSummary } from '../../domain/datasets/dataset.ts';
import type { TrainingId } from '../../domain/ids.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { StepPoint, Training, TrainingRequest } from '../../domain/training/training.ts';
import type { EventHub } from '../events/event-hub.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { checkpointFolderOf } from '../training/planning/plan-training.ts';
import { trainingChoices } from './settings-form/training-choices.ts';
import type { LiveTraining } from './live-training.ts';
import { createLiveTraining } from './live-training.ts';
import { createPlanning, openAll, type Planning, type PlanningOptions } from './plan-training-requests.ts';
import { runTraining, type RunParts } from './run-training.ts';
import { folderOf, optionsOf } from './training-options.ts';
import { openTrainingThread } from './thread/training-thread.ts';

export interface Trainings extends Pick<Planning, 'preview' | 'estimate'> {
  /** Faults of the settings, the data and the network, in the words of the page. */
  plan(request: TrainingRequest): Promise<Outcome<TrainingPlan>>;
  choices(): Promise<TrainingChoices>;
  start(request: TrainingRequest): Promise<Outcome<TrainingView>>;
  /** Newest first. */
  list(): readonly TrainingView[];
  get(id: TrainingId): { readonly training: TrainingView; readonly steps: readonly StepPoint[] } | undefined;
  pause(id: TrainingId): TrainingView | undefined;
  /** Resumes a training that is paused, or that can go on from its checkpoint. Fault: 'training.through'. */
  resume(id: TrainingId): Outcome<TrainingView>;
  stop(id: TrainingId): TrainingView | undefined;
  /** Fault: 'training.under-way'. */
  remove(id: TrainingId): Promise<Outcome<readonly TrainingView[]>>;
  /** Leaves what is under way so that it can go on another day. */
  close(): Promise<void>;
}

export interface TrainingsOptions extends PlanningOptions {
  readonly casebook: Casebook;
  readonly jobs: Jobs;
  readonly events: EventHub;
  readonly onModel: (folder: string) => Promise<void>;
}

const PROGRESS_PAUSE_MS = 250;

const canGoOn: ReadonlySet<Training['state']> = new Set(['interrupted', 'stopped', 'failed']);

export function createTrainings(options: TrainingsOptions): Trainings {
  const { casebook, jobs, events } = options;
  const { trainings } = casebook;
  const closing = new AbortController();
  const alive = new Map<TrainingId, LiveTraining>();
  /** Curves with the steps since the last epoch that ended; the casebook has those before. */
  const curves = new Map<TrainingId, LiveTraining>();
  const stepsOf = (id: TrainingId): readonly StepPoint[] => curves.get(id)?.steps() ?? trainings.steps(id);
  const planning = createPlanning(options);

  /** One that is under way in no process of ours was interrupted. */
  function view(training: Training): TrainingView {
    const live = alive.get(training.id);
    const isLost = live === undefined && ['queued', 'running', 'paused'].includes(training.state);
    return { ...training, state: isLost ? 'interrupted' : training.state, progress: live?.progress() ?? null };
  }
  const find = (id: TrainingId): TrainingView | undefined => {
    const training = trainings.get(id);
    return training && view(training);
  };
  const onChange = (id: TrainingId): void => events.publish({ type: 'trainingChanged', training: id });

  const onProgress = throttled((live) => {
    const progress = live.progress();
    // A word that comes after the end would bring the training back to life on the pages.
    if (alive.get(progress.training) === live) events.publish({ type: 'trainingProgress', progress });
  });
  const parts = partsOf(options, { onChange, onProgress, closing: closing.signal });
  function launch({ id, request, settings, seconds }: Training): void {
    const name = request.title === '' ? request.model : request.title;
    const job = jobs.start('train', { code: 'work.train', details: { model: name } }, async (progress, signal) => {
      const live = alive.get(id)!;
      progress.link(`/train/${id}`);
      try {
        const run = { id, parts, live, job: progress, stop: signal, secondsBefore: seconds };
        await runTraining({ ...run, batch: Number(settings['batch']) }, progress.pausable());
      } finally {
        alive.delete(id);
        onChange(id);
      }
    });
    const live = createLiveTraining(id, job.id, Number(settings['epochs']), stepsOf(id));
    alive.set(id, live);
    curves.set(id, live);
    onChange(id);
  }
  return {
    choices: trainingChoices,
    plan: (request) => planning.plan(request),
    preview: planning.preview,
    estimate: planning.estimate,
    async start(request) {
      const placed = await refusePlace(request, options);
      if (!placed.ok) return placed;
      const earlier = unfinished(request, trainings.list().map(view));
      if (earlier !== undefined) {
        launch(earlier);
        return success(find(earlier.id)!);
      }
      const prepared = await planning.prepare(request);
      if (!prepared.ok) return prepared;
      const { dataset, audit } = prepared.value;
      const planned = await planning.plan(request, prepared.value);
      if (!planned.ok) return planned;
      const { settings, network, notes } = planned.value;
      const { name, parameters, learning } = network;
      const training = trainings.add({
        request,
        settings,
        network: { name, parameters, trainable: learning },
        datasetName: dataset.name,
        fingerprint: dataset.fingerprint,
        audit,
        notes,
      });
      launch(training);
      return success(find(training.id)!);
    },
    list: () => trainings.list().map(view),
    get(id) {
      const training = find(id);
      return training && { training, steps: stepsOf(id) };
    },
    pause(id) {
      const live = alive.get(id);
      if (live !== undefined) jobs.pause(live.progress().job);
      return find(id);
    },
    resume(id) {
      const training = find(id);
      if (training === undefined) return failure('training.not-found', {});
      const live = alive.get(id);
      if (live !== undefined) jobs.resume(live.progress().job);
      else if (canGoOn.has(training.state)) launch(training);
      else return failure('training.through', {});
      return success(find(id)!);
    },
    stop(id) {
      const live = alive.get(id);
      if (live !== undefined) jobs.cancel(live.progress().job);
      return find(id);
    },
    async remove(id) {
      const training = find(id);
      if (alive.has(id)) return failure('training.under-way', {});
      if (training !== undefined) {
        await rm(checkpointFolderOf(folderOf(training.request, options.modelsFolder)), {
          recursive: true,
          force: true,
        });
        trainings.remove(id);
        curves.delete(id);
        onChange(id);
      }
      return success(trainings.list().map(view));
    },
    async close() {
      closing.abort();
      await leaveAll([...alive.values()], options);
      await planning.close();
    },
  };
}

/** Resolves when none is under way any more; what they have learnt stays in their checkpoints. */
async function leaveAll(
  alive: readonly LiveTraining[],
  { casebook: { trainings }, jobs }: Pick<TrainingsOptions, 'casebook' | 'jobs'>,
): Promise<void> {
  for (const live of alive) {
    const { training, job } = live.progress();
    // One that rests would wait for a person.
    if (trainings.get(training)?.state === 'paused') jobs.cancel(job);
  }
  await Promise.all(alive.map((live) => jobs.ended(live.progress().job)));
}

/** The parts of the workstation that a run needs. */
function partsOf(options: TrainingsOptions, hooks: Pick<RunParts, 'onChange' | 'onProgress' | 'closing'>): RunParts {
  const { casebook, datasets, background } = options;
  return {
    trainings: casebook.trainings,
    background,
    openThread: () => openTrainingThread(options.decoder),
    async prepare({ request, epochs }, signal) {
      const opened = await openAll([request.dataset, ...(request.extras?.datasets ?? [])], datasets, signal);
      if (!opened.ok) return opened;
      const audits: AuditSummary[] = [];
      for (const dataset of opened.value) {
        const audited = await datasets.ensureAudited(dataset, { signal });
        if (!audited.ok) return audited;
        audits.push(audited.value.summary);
      }
      const [audit] = audits;
      const data = { datasets: opened.value, audit: audit ?? null };
      const trained = await optionsOf(request, data, options);
      if (!trained.ok) return trained;
      // What it has learnt since it was begun anew must not be thrown away when it goes on.
      const restart = trained.value.restart === true && epochs.length === 0;
      return success({ options: { ...trained.value, restart }, audit: data.audit });
    },
    onModel: options.onModel,
    modelsFolder: options.modelsFolder,
    ...hooks,
  };
}

/** A folder outside of those that may be written; among the user's models, a name that something else has or needs to go on. */
async function refusePlace(
  { model, extras }: TrainingRequest,
  { models, modelsFolder, files, casebook: { trainings } }: TrainingsOptions,
): Promise<Outcome<unknown>> {
  if (extras !== undefined && extras.folder !== null) return files.checkNew(extras.folder);
  const isInstalled = models().some(({ card }) => card.id === model);
  const isWanted = trainings
    .list()
    .some(({ request, state }) => request.model === model && state !== 'done' && state !== 'failed');
  if (!isInstalled && !isWanted && !existsSync(join(modelsFolder, model))) return success(null);
  return failure('training.name-taken', { model });
}

/** A training into a folder of its own that was left, when the same is asked for again. */
function unfinished(request: TrainingRequest, all: readonly TrainingView[]): TrainingView | undefined {
  if (request.extras === undefined || request.extras.folder === null || request.extras.restart) return undefined;
  const asked = JSON.stringify(request);
  return all.find((training) => canGoOn.has(training.state) && JSON.stringify(training.request) === asked);
}

/** Not more often than a page can show it, but always the last. */
function throttled(tell: (live: LiveTraining) => void): (live: LiveTraining) => void {
  const waiting = new Map<LiveTraining, NodeJS.Timeout>();
  return (live) => {
    if (waiting.has(live)) return;
    const timer = setTimeout(() => {
      waiting.delete(live);
      tell(live);
    }, PROGRESS_PAUSE_MS);
    waiting.set(live, timer.unref());
  };
}
