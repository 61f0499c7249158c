/** Combining models as a job. */
import type { ModelReference } from '../../contract/model-reference.ts';
import type { DatasetId } from '../../domain/ids.ts';
import { FaultError } from '../../domain/faults/fault.ts';
import type { Job } from '../../domain/job.ts';
import { success, type Outcome } from '../../domain/outcome.ts';
import type { Datasets } from '../datasets/datasets.ts';
import { learningListOf, type ListedDataset } from '../datasets/training-split/learning-list.ts';
import type { Decoder } from '../decoding/decoder.ts';
import type { Files } from '../files/allowed-files.ts';
import type { Background } from '../jobs/background-engine.ts';
import type { JobProgress, Jobs } from '../jobs/jobs.ts';
import type { ResolveModels } from '../models/resolve-models.ts';
import { combineModels } from './combine-models.ts';
import type { CombineOptions } from './combine-options.ts';

export interface CombineRequest extends Omit<CombineOptions, 'models' | 'data' | 'out'> {
  readonly models: readonly ModelReference[];
  /** The first one's validation patients decide; the others are measured too. */
  readonly datasets: readonly DatasetId[];
  /** The new model's; its name is the model's id. */
  readonly folder: string;
}

export interface CombiningOptions {
  readonly datasets: Datasets;
  readonly files: Files;
  readonly decoder: Decoder;
  readonly jobs: Jobs;
  readonly background: Background;
  readonly resolveModels: ResolveModels;
  /** A model has come into its folder. */
  readonly onModel: () => Promise<void>;
}

/** Faults before the job begins: `file.…`, 'dataset.not-found' and those of `ResolveModels`. */
export function createCombining(options: CombiningOptions): (request: CombineRequest) => Promise<Outcome<Job>> {
  return async ({ models: references, datasets: ids, folder, ...how }) => {
    const models = await options.resolveModels(references);
    if (!models.ok) return models;
    const out = await options.files.checkNew(folder);
    if (!out.ok) return out;
    const unknown = ids.map((id) => options.datasets.get(id)).find((known) => !known.ok);
    if (unknown?.ok === false) return unknown;
    const members = models.value.map((model) => model.folder);
    const work = async (progress: JobProgress, signal: AbortSignal): Promise<void> => {
      const data = await listsOf(ids, options.datasets, signal);
      if (signal.aborted) return;
      if (!data.ok) throw new FaultError(data.error);
      await combine({ ...how, models: members, data: data.value, out: out.value }, { ...options, progress, signal });
    };
    const title = { code: 'work.combine', details: { count: members.length } } as const;
    return success(options.jobs.start('combine', title, work));
  };
}

/** In the order of their lists, as trainings of the command line take them. */
async function listsOf(
  ids: readonly DatasetId[],
  datasets: Datasets,
  signal: AbortSignal,
): Promise<Outcome<readonly ListedDataset[]>> {
  const lists: ListedDataset[] = [];
  for (const id of ids) {
    const opened = await datasets.open(id, { signal });
    if (!opened.ok) return opened;
    const listed = learningListOf(opened.value, 'listing');
    if (!listed.ok) return listed;
    lists.push(listed.value);
  }
  return success(lists);
}

interface Hooks extends Pick<CombiningOptions, 'background' | 'decoder' | 'onModel'> {
  readonly progress: JobProgress;
  readonly signal: AbortSignal;
}

async function combine(
  options: CombineOptions,
  { background, decoder, onModel, progress, signal }: Hooks,
): Promise<void> {
  progress.say({ code: 'phase.waiting', details: {} });
  const engine = await background.engine(signal);
  try {
    progress.say({ code: 'phase.reading-images', details: {} });
    const onRead = (done: number): void => progress.advance(done);
    const combined = await combineModels(options, { engine, decoder, onRead, signal });
    if (signal.aborted) return;
    if (!combined.ok) throw new FaultError(combined.error);
    progress.note(combined.value.notes);
    await onModel();
  } finally {
    await engine.close();
  }
}
