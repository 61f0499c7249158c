/** Trainings: asked for, planned, estimated, queued, paused, continued, and kept in the casebook. */
import { rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { TrainingChoices, TrainingPlan, TrainingView } from '../../contract/training.ts';
import type { TrainingId } from '../../domain/ids.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { StepPoint, Training, TrainingRequest } from '../../domain/training/training.ts';
import type { EventHub } from '../events/event-hub.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { checkpointFolderOf } from '../training/planning/plan-training.ts';
import { trainingChoices } from './settings-form/training-choices.ts';
import type { LiveTraining } from './live-training.ts';
import { createLiveTraining } from './live-training.ts';
import { createPlanning, type Planning, type PlanningOptions } from './plan-training-requests.ts';
import { runTraining, type RunParts } from './run-training.ts';
import { optionsOf } from './training-options.ts';
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
  /** Of one that rests, or that can go on from its checkpoint. Fault: REFUSED for one that is through. */
  resume(id: TrainingId): Outcome<TrainingView>;
  stop(id: TrainingId): TrainingView | undefined;
  /** Fault: REFUSED while it is under way. */
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
    const title = `Training of ${request.title === '' ? request.model : request.title}`;
    const job = jobs.start('train', title, async (progress, signal) => {
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
      const named = refuseName(request.model, options);
      if (!named.ok) return named;
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
        await rm(checkpointFolderOf(join(options.modelsFolder, training.request.model)), {
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
      for (const live of alive.values()) {
        const { training, job } = live.progress();
        // One that rests would wait for a person.
        if (trainings.get(training)?.state === 'paused') jobs.cancel(job);
      }
      await Promise.all([...alive.values()].map((live) => jobs.ended(live.progress().job)));
      await planning.close();
    },
  };
}

/** What a run needs of the workstation. */
function partsOf(options: TrainingsOptions, hooks: Pick<RunParts, 'onChange' | 'onProgress' | 'closing'>): RunParts {
  const { casebook, datasets, background } = options;
  return {
    trainings: casebook.trainings,
    background,
    openThread: openTrainingThread,
    async prepare({ request }, signal) {
      const dataset = await datasets.open(request.dataset, { signal });
      if (!dataset.ok) return dataset;
      const audited = await datasets.ensureAudited(dataset.value, { signal });
      if (!audited.ok) return audited;
      const audit = audited.value.summary;
      const trained = await optionsOf(request, { dataset: dataset.value, audit }, options);
      return trained.ok ? success({ options: trained.value, audit }) : trained;
    },
    onModel: options.onModel,
    ...hooks,
  };
}

/** A name that something else has, or needs to go on. */
function refuseName(
  model: TrainingRequest['model'],
  { models, modelsFolder, casebook: { trainings } }: TrainingsOptions,
): Outcome<null> {
  const isInstalled = models().some(({ card }) => card.id === model);
  const isWanted = trainings
    .list()
    .some(({ request, state }) => request.model === model && state !== 'done' && state !== 'failed');
  if (!isInstalled && !isWanted && !existsSync(join(modelsFolder, model))) return success(null);
  return failure('training.name-taken', { model });
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
