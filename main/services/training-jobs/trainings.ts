/** Trainings: asked for, planned, estimated, queued, paused, continued, and kept in the casebook. */
import { rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { TrainingChoices, TrainingEstimate, TrainingPlan, TrainingView } from '../../contract/training.ts';
import type { TrainingId } from '../../domain/ids.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { StepPoint, Training, TrainingRequest } from '../../domain/training.ts';
import type { Background } from '../background.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { EventHub } from '../event-hub.ts';
import type { Jobs } from '../jobs.ts';
import { checkpointFolderOf } from '../training/plan-training.ts';
import type { TrainOptions } from '../training/train-settings.ts';
import { trainingChoices } from './choices.ts';
import { inTheWordsOfThePage } from './fault-words.ts';
import type { LiveTraining } from './live-training.ts';
import { createLiveTraining } from './live-training.ts';
import type { PreviewedImage } from './preview-augmentation.ts';
import { runTraining, type RunParts } from './run-training.ts';
import type { ThreadTasks } from './thread-messages.ts';
import { optionsOf, type OptionSources } from './training-options.ts';
import { openTrainingThread, type TrainingThread } from './training-thread.ts';

export interface Trainings {
  choices(): Promise<TrainingChoices>;
  /** Faults of the settings, the data and the network, in the words of the page. */
  plan(request: TrainingRequest): Promise<Outcome<TrainingPlan>>;
  preview(
    request: TrainingRequest,
    how: { readonly seed: number; readonly images: number; readonly variants: number },
  ): Promise<Outcome<readonly PreviewedImage[]>>;
  /** Fault: REFUSED while heavy work goes on. */
  estimate(request: TrainingRequest, signal?: AbortSignal): Promise<Outcome<TrainingEstimate>>;
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

export interface TrainingsOptions extends OptionSources {
  readonly casebook: Casebook;
  readonly datasets: Datasets;
  readonly jobs: Jobs;
  readonly events: EventHub;
  readonly background: Background;
  readonly onModel: (folder: string) => Promise<void>;
}

const PROGRESS_PAUSE_MS = 250;

const canGoOn: ReadonlySet<Training['state']> = new Set(['interrupted', 'stopped', 'failed']);

export function createTrainings(options: TrainingsOptions): Trainings {
  const { casebook, datasets, jobs, events, background } = options;
  const { trainings } = casebook;
  const closing = new AbortController();
  const alive = new Map<TrainingId, LiveTraining>();
  const desk = createDesk();

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
  async function prepare(request: TrainingRequest, signal?: AbortSignal) {
    const dataset = await datasets.open(request.dataset, { signal });
    if (!dataset.ok) return dataset;
    const registered = datasets.get(request.dataset);
    const known = registered.ok ? registered.value.audit : null;
    const audit = known?.fingerprint === dataset.value.fingerprint ? known : null;
    const trained = await optionsOf(request, { dataset: dataset.value, audit }, options);
    return trained.ok ? success({ options: trained.value, dataset: dataset.value, audit }) : trained;
  }
  async function ask<Name extends 'describe' | 'preview'>(
    name: Name,
    request: TrainingRequest,
    inputOf: (options: TrainOptions) => ThreadTasks[Name]['input'],
  ): Promise<Outcome<ThreadTasks[Name]['result']>> {
    const prepared = await prepare(request);
    if (!prepared.ok) return prepared;
    return forPage(await desk().run(name, inputOf(prepared.value.options)));
  }
  const plan = (request: TrainingRequest): Promise<Outcome<TrainingPlan>> => ask('describe', request, (it) => it);
  const onChange = (id: TrainingId): void => events.publish({ type: 'trainingChanged', training: id });

  const parts: RunParts = {
    trainings,
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
    onChange,
    onProgress: throttled((live) => events.publish({ type: 'trainingProgress', progress: live.progress() })),
    closing: closing.signal,
  };
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
    alive.set(id, createLiveTraining(id, job.id, Number(settings['epochs'])));
    onChange(id);
  }
  /** A name that something else has, or needs to go on. */
  function refuseName(model: TrainingRequest['model']): Outcome<null> {
    const isInstalled = options.models().some(({ card }) => card.id === model);
    const isWanted = trainings
      .list()
      .some(({ request, state }) => request.model === model && state !== 'done' && state !== 'failed');
    if (!isInstalled && !isWanted && !existsSync(join(options.modelsFolder, model))) return success(null);
    return failure('REFUSED', `There is a model or a training "${model}" already: give this one another name.`);
  }
  return {
    choices: trainingChoices,
    plan,
    preview: (request, how) => ask('preview', request, (trained) => ({ options: trained, ...how })),
    async estimate(request, signal) {
      if (!background.isFree()) {
        const why = 'Heavy work is going on, which a trial would wait for and disturb';
        return failure('REFUSED', `${why}: ask for the estimate when it has ended or rests.`);
      }
      const prepared = await prepare(request, signal);
      if (!prepared.ok) return prepared;
      const engine = await background.engine(signal);
      const thread = openTrainingThread();
      try {
        return forPage(await thread.run('estimate', prepared.value.options, { engine, signal }));
      } finally {
        await thread.close();
        await engine.close();
      }
    },
    async start(request) {
      const named = refuseName(request.model);
      if (!named.ok) return named;
      const prepared = await prepare(request);
      if (!prepared.ok) return prepared;
      const { dataset, audit } = prepared.value;
      const planned = forPage(await desk().run('describe', prepared.value.options));
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
      return training && { training, steps: alive.get(id)?.steps() ?? [] };
    },
    pause(id) {
      const live = alive.get(id);
      if (live !== undefined) jobs.pause(live.progress().job);
      return find(id);
    },
    resume(id) {
      const training = find(id);
      if (training === undefined) return failure('NOT_FOUND', 'This training is not here any more.');
      const live = alive.get(id);
      if (live !== undefined) jobs.resume(live.progress().job);
      else if (canGoOn.has(training.state)) launch(training);
      else return failure('REFUSED', 'This training is through: start a new one, which can begin with its model.');
      return success(find(id)!);
    },
    stop(id) {
      const live = alive.get(id);
      if (live !== undefined) jobs.cancel(live.progress().job);
      return find(id);
    },
    async remove(id) {
      const training = find(id);
      if (alive.has(id)) return failure('REFUSED', 'This training is under way: stop it first.');
      if (training !== undefined) {
        await rm(checkpointFolderOf(join(options.modelsFolder, training.request.model)), {
          recursive: true,
          force: true,
        });
        trainings.remove(id);
        onChange(id);
      }
      return success(trainings.list().map(view));
    },
    async close() {
      closing.abort();
      await Promise.all([...alive.values()].map((live) => jobs.ended(live.progress().job)));
      await desk.close();
    },
  };
}

function forPage<T>(outcome: Outcome<T>): Outcome<T> {
  if (outcome.ok) return outcome;
  const { code, userMessage } = outcome.error;
  return failure(code === 'CANCELLED' ? code : 'REFUSED', inTheWordsOfThePage(code, userMessage));
}

/** A thread for plans and previews, from the first that is asked for. */
function createDesk(): (() => TrainingThread) & { close(): Promise<void> } {
  let thread: TrainingThread | null = null;
  return Object.assign(() => (thread ??= openTrainingThread()), { close: async () => thread?.close() });
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
