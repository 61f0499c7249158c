/** Heatmap exams: run as jobs or at once, kept in the casebook, and listed with those that models bring along. */
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { ExamRequest, ModelExams } from '../../contract/saliency-checks.ts';
import type { HeatmapExam } from '../../domain/saliency-checks/saliency-check.ts';
import type { HeatmapMethod } from '../../domain/heatmaps/heatmap-method.ts';
import type { ModelId } from '../../domain/ids.ts';
import type { Job } from '../../domain/job.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { EngineStoppedError, type Engine } from '../../runtime/engine.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { OpenDataset } from '../datasets/opening/open-dataset.ts';
import type { EventHub } from '../events/event-hub.ts';
import { JobFault, type Jobs } from '../jobs/jobs.ts';
import type { Log } from '../logging/log.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { ExamFault } from './saliency-check-fault.ts';
import { readExamFile } from './saliency-check-file.ts';
import { examine } from './check-saliency.ts';

export interface Exams {
  /** Of every model that is installed now. */
  list(): Promise<readonly ModelExams[]>;
  /** Of one, newest first: what a gate asks for. */
  ofModel(model: InstalledModel): Promise<readonly HeatmapExam[]>;
  /** Begins a job. Fails with NOT_FOUND and MODEL_UNTRAINED. */
  start(request: ExamRequest): Outcome<Job>;
  /**
   * The same in this call; each report is kept as soon as it is there. Fails as `examine`, with ENGINE_STOPPED and, at
   * the signal, CANCELLED.
   */
  run(request: RunRequest): Promise<Outcome<readonly HeatmapExam[]>>;
}

export interface RunRequest {
  readonly model: InstalledModel;
  readonly dataset: OpenDataset | null;
  readonly methods?: readonly HeatmapMethod[] | undefined;
  readonly cases: number;
  readonly phantoms: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (done: number, total: number, doing: string) => void;
}

export interface ExamsOptions {
  readonly casebook: Casebook;
  readonly datasets: Datasets;
  readonly jobs: Jobs;
  readonly events: EventHub;
  readonly log: Log;
  readonly clock: () => Date;
  /** Of Overread. */
  readonly version: string;
  readonly models: () => readonly InstalledModel[];
  readonly chooseModels: (ids: readonly ModelId[]) => Outcome<readonly InstalledModel[]>;
  readonly background: (signal?: AbortSignal) => Promise<Engine>;
}

/** The same cases at every exam of a dataset. */
const SEED = 1;

export function createExams(options: ExamsOptions): Exams {
  const { casebook, datasets, jobs, events, log, clock, version, models, chooseModels, background } = options;

  async function ofModel(model: InstalledModel): Promise<readonly HeatmapExam[]> {
    const brought = await readExamFile(model);
    if (!brought.ok) log.warn({}, brought.error.userMessage);
    return newestOf([...casebook.exams.ofModel(model.card.sha256), ...(brought.ok ? brought.value : [])]);
  }
  async function run(request: RunRequest): Promise<Outcome<readonly HeatmapExam[]>> {
    const { model, signal } = request;
    let engine: Engine | null = null;
    try {
      engine = await background(signal);
      const keep = (exam: HeatmapExam): void => {
        casebook.exams.keep(exam);
        events.publish({ type: 'examsChanged', model: model.card.id });
      };
      return await examine({ ...request, seed: SEED, engine, clock, overreadVersion: version, onExam: keep });
    } catch (error) {
      if (signal?.aborted) return failure('CANCELLED', 'The exam was cancelled; the reports that were done are kept.');
      if (error instanceof ExamFault) return { ok: false, error: error.fault };
      if (!(error instanceof EngineStoppedError)) throw error;
      return failure('ENGINE_STOPPED', 'The engine stopped during the exam. Start it again, with fewer methods.');
    } finally {
      await engine?.close();
    }
  }
  function start(request: ExamRequest): Outcome<Job> {
    const chosen = chooseModels([request.model]);
    if (!chosen.ok) return chosen;
    const known = request.dataset === null ? null : datasets.get(request.dataset);
    if (known !== null && !known.ok) return known;
    const [model] = chosen.value;
    const job = jobs.start('exam', `Heatmap exam of ${model!.card.title}`, async (progress, signal) => {
      progress.link('/models');
      const opened = request.dataset === null ? null : await datasets.open(request.dataset, { signal });
      if (opened !== null && !opened.ok) return endJob(opened, signal);
      const { methods, cases, phantoms } = request;
      const onProgress = createReport(progress);
      const dataset = opened?.value ?? null;
      endJob(await run({ model: model!, dataset, methods, cases, phantoms, signal, onProgress }), signal);
    });
    return success(job);
  }
  return {
    ofModel,
    list: () =>
      Promise.all(
        models().map(async (model) => {
          const { id, sha256 } = model.card;
          return { model: id, sha256, exams: await ofModel(model) };
        }),
      ),
    start,
    run,
  };
}

/** A fault that the person did not ask for ends the job as failed. */
function endJob(outcome: Outcome<unknown>, signal: AbortSignal): void {
  if (!outcome.ok && !signal.aborted) throw new JobFault(outcome.error.userMessage);
}

function createReport(progress: Parameters<Parameters<Jobs['start']>[2]>[0]): RunRequest['onProgress'] {
  let said = '';
  return (done, total, doing) => {
    if (said === '') progress.count(total);
    if (said !== doing) progress.say(doing);
    said = doing;
    progress.advance(Math.round(done));
  };
}

/** Newest first; of the same method and dataset only the newest. */
function newestOf(exams: readonly HeatmapExam[]): readonly HeatmapExam[] {
  const sorted = exams.toSorted((a, b) => b.examinedAt.localeCompare(a.examinedAt));
  const keyOf = ({ method, dataset }: HeatmapExam): string => `${method} ${dataset?.fingerprint ?? ''}`;
  const first = new Map<string, HeatmapExam>();
  for (const exam of sorted) if (!first.has(keyOf(exam))) first.set(keyOf(exam), exam);
  return [...first.values()];
}
