/** A training before it starts: its plan, its images, its cost. */
import type { TrainingEstimate, TrainingPlan } from '../../contract/training.ts';
import type { AuditSummary } from '../../domain/datasets/dataset.ts';
import type { DatasetId } from '../../domain/ids.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { TrainingRequest } from '../../domain/training/training.ts';
import type { Background } from '../jobs/background-engine.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { OpenDataset } from '../datasets/opening/open-dataset.ts';
import type { TrainOptions } from '../training/settings/train-settings.ts';
import type { PreviewedImage } from './preview/preview-augmentation.ts';
import { optionsOf, type OptionSources } from './training-options.ts';
import type { Decoder } from '../decoding/decoder.ts';
import { openTrainingThread, type TrainingThread } from './thread/training-thread.ts';

/** A request whose data is at hand. */
export interface Prepared {
  readonly options: TrainOptions;
  readonly dataset: OpenDataset;
  /** The audit of exactly this state of the data; null where it was not audited. */
  readonly audit: AuditSummary | null;
}

export interface Planning {
  /** With the data as it is now. */
  prepare(request: TrainingRequest): Promise<Outcome<Prepared>>;
  /** Also looks at the data anew where none is given. */
  plan(request: TrainingRequest, prepared?: Prepared): Promise<Outcome<TrainingPlan>>;
  preview(
    request: TrainingRequest,
    how: { readonly seed: number; readonly images: number; readonly variants: number },
  ): Promise<Outcome<readonly PreviewedImage[]>>;
  /** Fault: 'training.engine-busy' while heavy work goes on. */
  estimate(request: TrainingRequest, signal?: AbortSignal): Promise<Outcome<TrainingEstimate>>;
  close(): Promise<void>;
}

export interface PlanningOptions extends OptionSources {
  readonly datasets: Datasets;
  readonly decoder: Decoder;
  readonly background: Background;
}

/** While somebody changes settings, the list of images need not be read at every change. */
const LIST_STAYS_MS = 20_000;

export function createPlanning(options: PlanningOptions): Planning {
  const { datasets, decoder, background } = options;
  let thread: TrainingThread | null = null;
  let listed: { readonly id: DatasetId; readonly at: number; readonly dataset: OpenDataset } | null = null;

  function desk(): TrainingThread {
    if (thread === null || thread.hasEnded()) thread = openTrainingThread(decoder);
    return thread;
  }
  async function open(id: DatasetId): Promise<Outcome<OpenDataset>> {
    const dataset = await datasets.open(id);
    listed = dataset.ok ? { id, at: performance.now(), dataset: dataset.value } : null;
    return dataset;
  }
  async function prepareWith(request: TrainingRequest, dataset: OpenDataset): Promise<Outcome<Prepared>> {
    const registered = datasets.get(request.dataset);
    const known = registered.ok ? registered.value.audit : null;
    const audit = known?.fingerprint === dataset.fingerprint ? known : null;
    const more = await openAll(request.extras?.datasets ?? [], datasets);
    if (!more.ok) return more;
    const trained = await optionsOf(request, { datasets: [dataset, ...more.value], audit }, options);
    return trained.ok ? success({ options: trained.value, dataset, audit }) : trained;
  }
  async function prepare(request: TrainingRequest): Promise<Outcome<Prepared>> {
    const dataset = await open(request.dataset);
    return dataset.ok ? prepareWith(request, dataset.value) : dataset;
  }
  async function prepareSoon(request: TrainingRequest): Promise<Outcome<Prepared>> {
    const isFresh = listed?.id === request.dataset && performance.now() - listed.at < LIST_STAYS_MS;
    return isFresh ? prepareWith(request, listed!.dataset) : prepare(request);
  }
  async function ask<Result>(
    prepared: Outcome<Prepared>,
    work: (thread: TrainingThread, options: TrainOptions) => Promise<Outcome<Result>>,
  ): Promise<Outcome<Result>> {
    return prepared.ok ? forPage(await work(desk(), prepared.value.options)) : prepared;
  }
  return {
    prepare,
    plan: async (request, prepared) =>
      ask(prepared === undefined ? await prepareSoon(request) : success(prepared), (thread, trained) =>
        thread.describe(trained),
      ),
    preview: async (request, how) =>
      ask(await prepareSoon(request), (thread, trained) => thread.preview({ options: trained, ...how })),
    async estimate(request, signal) {
      if (!background.isFree()) {
        return failure('training.engine-busy', {});
      }
      const prepared = await prepare(request);
      if (!prepared.ok) return prepared;
      const engine = await background.engine(signal);
      const trial = openTrainingThread(decoder);
      try {
        return forPage(await trial.estimate(prepared.value.options, { engine, signal }));
      } finally {
        await trial.close();
        await engine.close();
      }
    },
    close: async () => thread?.close(),
  };
}

/** In their order. Faults: 'dataset.not-found' and those of opening one. */
export async function openAll(
  ids: readonly DatasetId[],
  datasets: Datasets,
  signal?: AbortSignal,
): Promise<Outcome<readonly OpenDataset[]>> {
  const opened: OpenDataset[] = [];
  for (const id of ids) {
    const dataset = await datasets.open(id, { signal });
    if (!dataset.ok) return dataset;
    opened.push(dataset.value);
  }
  return success(opened);
}

function forPage<T>(outcome: Outcome<T>): Outcome<T> {
  if (outcome.ok) return outcome;
  return outcome;
}
