/** Saliency checks: run as jobs or at once, kept in the casebook, and listed with those that models bring along. */
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { SaliencyCheckRequest, ModelSaliencyChecks } from '../../contract/saliency-checks.ts';
import type { SaliencyCheck } from '../../domain/saliency-checks/saliency-check.ts';
import type { HeatmapMethod } from '../../domain/heatmaps/heatmap-method.ts';
import type { ModelId } from '../../domain/ids.ts';
import type { Job } from '../../domain/job.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { EngineStoppedError, type Engine } from '../../runtime/engine.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { OpenDataset } from '../datasets/opening/open-dataset.ts';
import type { Files } from '../files/allowed-files.ts';
import type { EventHub } from '../events/event-hub.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Log } from '../logging/log.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { readSaliencyCheckFile, writeSaliencyCheckFile } from './saliency-check-file.ts';
import { examine } from './check-saliency.ts';
import { sentenceOf } from '../../contract/messages/message-sentences.ts';
import { FaultError } from '../../domain/faults/fault.ts';
import type { WorkPhase } from '../../domain/messages/work-phase.ts';

export interface SaliencyChecks {
  /** The checks of every model that is installed now. */
  list(): Promise<readonly ModelSaliencyChecks[]>;
  /** The checks of one model, newest first: what a gate asks for. */
  ofModel(model: InstalledModel): Promise<readonly SaliencyCheck[]>;
  /** Begins a job. Faults: `model.…`, 'dataset.not-found'. */
  start(request: SaliencyCheckRequest): Promise<Outcome<Job>>;
  /**
   * The same in this call; each report is kept as soon as it is there. Faults: `saliency.…` and, at the
   * signal, 'job.cancelled'.
   */
  run(request: RunRequest): Promise<Outcome<readonly SaliencyCheck[]>>;
}

export interface RunRequest {
  readonly model: InstalledModel;
  readonly dataset: OpenDataset | null;
  readonly methods?: readonly HeatmapMethod[] | undefined;
  readonly cases: number;
  readonly phantoms: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (done: number, total: number, doing: WorkPhase) => void;
}

export interface SaliencyChecksOptions {
  readonly casebook: Casebook;
  readonly datasets: Datasets;
  readonly files: Pick<Files, 'checkNew'>;
  readonly jobs: Jobs;
  readonly events: EventHub;
  readonly log: Log;
  readonly clock: () => Date;
  /** Overread's version. */
  readonly version: string;
  readonly models: () => readonly InstalledModel[];
  readonly chooseModels: (ids: readonly ModelId[]) => Outcome<readonly InstalledModel[]>;
  readonly background: (signal?: AbortSignal) => Promise<Engine>;
}

/** The same cases at every saliency check of a dataset. */
const SEED = 1;

export function createSaliencyChecks(options: SaliencyChecksOptions): SaliencyChecks {
  const { casebook, datasets, files, jobs, events, log, clock, version, models, chooseModels, background } = options;

  async function ofModel(model: InstalledModel): Promise<readonly SaliencyCheck[]> {
    const brought = await readSaliencyCheckFile(model);
    if (!brought.ok) log.warn({}, sentenceOf(brought.error));
    return newestOf([...casebook.saliencyChecks.ofModel(model.card.sha256), ...(brought.ok ? brought.value : [])]);
  }
  async function run(request: RunRequest): Promise<Outcome<readonly SaliencyCheck[]>> {
    const { model, signal } = request;
    let engine: Engine | null = null;
    try {
      engine = await background(signal);
      const keep = (check: SaliencyCheck): void => {
        casebook.saliencyChecks.keep(check);
        events.publish({ type: 'saliencyChecksChanged', model: model.card.id });
      };
      return await examine({ ...request, seed: SEED, engine, clock, overreadVersion: version, onCheck: keep });
    } catch (error) {
      if (signal?.aborted) return failure('job.cancelled', {});
      if (error instanceof FaultError) return { ok: false, error: error.fault };
      if (!(error instanceof EngineStoppedError)) throw error;
      return failure('saliency.engine-stopped', {}, error);
    } finally {
      await engine?.close();
    }
  }
  async function start(request: SaliencyCheckRequest): Promise<Outcome<Job>> {
    const chosen = chooseModels([request.model]);
    if (!chosen.ok) return chosen;
    const known = request.dataset === null ? null : datasets.get(request.dataset);
    if (known !== null && !known.ok) return known;
    const [model] = chosen.value;
    const writable = request.intoModelFolder ? await files.checkNew(model!.folder) : null;
    if (writable !== null && !writable.ok) return writable;
    const title = { code: 'work.check-saliency', details: { model: model!.card.title } } as const;
    const job = jobs.start('saliencyCheck', title, async (progress, signal) => {
      progress.link('/models');
      const opened = request.dataset === null ? null : await datasets.open(request.dataset, { signal });
      if (opened !== null && !opened.ok) return endJob(opened, signal);
      const { methods, cases, phantoms } = request;
      const onProgress = createReport(progress);
      const dataset = opened?.value ?? null;
      const checks = await run({ model: model!, dataset, methods, cases, phantoms, signal, onProgress });
      endJob(checks, signal);
      if (checks.ok && request.intoModelFolder) await writeSaliencyCheckFile(model!, checks.value);
    });
    return success(job);
  }
  return {
    ofModel,
    list: () =>
      Promise.all(
        models().map(async (model) => {
          const { id, sha256 } = model.card;
          return { model: id, sha256, checks: await ofModel(model) };
        }),
      ),
    start,
    run,
  };
}

/** A fault that the person did not ask for ends the job as failed. */
function endJob(outcome: Outcome<unknown>, signal: AbortSignal): void {
  if (!outcome.ok && !signal.aborted) throw new FaultError(outcome.error);
}

function createReport(progress: Parameters<Parameters<Jobs['start']>[2]>[0]): RunRequest['onProgress'] {
  let said: WorkPhase | null = null;
  return (done, total, doing) => {
    if (said === null) progress.count(total);
    if (said !== doing) progress.say(doing);
    said = doing;
    progress.advance(Math.round(done));
  };
}

/** Newest first; of the same method and dataset only the newest. */
function newestOf(checks: readonly SaliencyCheck[]): readonly SaliencyCheck[] {
  const sorted = checks.toSorted((a, b) => b.checkedAt.localeCompare(a.checkedAt));
  const keyOf = ({ method, dataset }: SaliencyCheck): string => `${method} ${dataset?.fingerprint ?? ''}`;
  const first = new Map<string, SaliencyCheck>();
  for (const check of sorted) if (!first.has(keyOf(check))) first.set(keyOf(check), check);
  return [...first.values()];
}
