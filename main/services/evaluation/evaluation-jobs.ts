/** Scoring and measuring as a job, whose report is kept when it is done. */
import type { ComparisonReport, EvaluationReport } from '../../contract/evaluation-report.ts';
import type { ModelReference } from '../../contract/model-reference.ts';
import type { DatasetId, EvaluationId } from '../../domain/ids.ts';
import type { Job } from '../../domain/job.ts';
import type { WorkTitle } from '../../domain/messages/work-title.ts';
import { failure, success, valueOf, type Outcome } from '../../domain/outcome.ts';
import type { JobProgress } from '../jobs/jobs.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import type { EvaluationsOptions } from './evaluations-options.ts';
import type { ComparisonOptions } from './reports/compare-models.ts';
import type { Evaluated, EvaluationOptions } from './reports/evaluate-model.ts';
import { runComparison, runEvaluation, type GivenDataset, type RunOptions } from './run-evaluation.ts';
import { commonLabels, completeMap } from './scoring/label-map.ts';

type Report = EvaluationReport | ComparisonReport;

interface EvaluationJobsOptions extends Omit<EvaluationsOptions, 'secondRead' | 'events'> {
  readonly keep: (evaluated: Evaluated<Report>) => EvaluationId;
}

/** The run that a job measures: one model, or several side by side. */
export type RequestedRun = { readonly models: readonly ModelReference[]; readonly dataset: DatasetId } & (
  | { readonly kind: 'evaluation'; readonly request: EvaluationOptions }
  | { readonly kind: 'comparison'; readonly request: ComparisonOptions }
);

/** Begins a job. Faults: 'dataset.not-found', `model.…`, `evaluation.…`. */
export type BeginEvaluation = (run: RequestedRun) => Promise<Outcome<Job>>;

export function createEvaluationJobs(options: EvaluationJobsOptions): BeginEvaluation {
  return async (run) => {
    const models = await options.resolveModels(run.models);
    if (!models.ok) return models;
    if (new Set(models.value.map(({ card, folder }) => JSON.stringify([card.id, folder]))).size < models.value.length)
      return failure('evaluation.model-twice', {});
    const name = checkLabels(run, models.value, options);
    if (!name.ok) return name;
    const title = runTitle(run, models.value, name.value);
    return success(
      options.jobs.start('evaluate', title, (progress, signal) =>
        evaluate(run, models.value, options, { progress, signal }).catch((error: unknown) => {
          // Cancelling rejects whatever is under way: that is no fault.
          signal.throwIfAborted();
          throw error;
        }),
      ),
    );
  };
}

/** The dataset's name, once it is known what its labels count as; told before the images are read again. */
function checkLabels(
  { dataset, request }: RequestedRun,
  models: readonly InstalledModel[],
  { datasets }: EvaluationJobsOptions,
): Outcome<string> {
  const known = datasets.get(dataset);
  if (!known.ok) return known;
  const { name, labels } = known.value;
  const map = labels.length === 0 ? success({}) : completeMap(labels, commonLabels(models), request.labelMap);
  return map.ok ? success(name) : map;
}

const runTitle = ({ kind }: RequestedRun, models: readonly InstalledModel[], dataset: string): WorkTitle =>
  kind === 'evaluation'
    ? { code: 'work.evaluate', details: { model: models[0]!.card.title, dataset } }
    : { code: 'work.compare', details: { count: models.length, dataset } };

interface Hooks {
  readonly progress: JobProgress;
  readonly signal: AbortSignal;
}

/** The job, step by step. @throws a FaultError; the signal's reason. */
async function evaluate(
  run: RequestedRun,
  models: readonly InstalledModel[],
  options: EvaluationJobsOptions,
  hooks: Hooks,
): Promise<void> {
  const { progress, signal } = hooks;
  progress.say({ code: 'phase.reading-list', details: {} });
  const dataset = unlessCancelled(await options.datasets.open(run.dataset, { signal }), signal);
  progress.say({ code: 'phase.auditing', details: {} });
  const { summary } = unlessCancelled(await options.datasets.ensureAudited(dataset, { signal }), signal);
  const given = { dataset, id: run.dataset, audit: summary };
  const evaluated = unlessCancelled(await scoreAndMeasure(run, models, given, runOptions(options, hooks)), signal);
  const id = options.keep(evaluated);
  progress.link(`/${run.kind === 'evaluation' ? 'evaluate' : 'compare'}/${id}`);
}

function scoreAndMeasure(
  run: RequestedRun,
  models: readonly InstalledModel[],
  given: GivenDataset,
  options: RunOptions,
): Promise<Outcome<Evaluated<Report>>> {
  return run.kind === 'evaluation'
    ? runEvaluation(models[0]!, given, run.request, options)
    : runComparison(models, given, run.request, options);
}

/** Tells the job of what is under way: waiting for the engine, scoring, measuring. */
function runOptions({ casebook, clock, background }: EvaluationJobsOptions, { progress, signal }: Hooks): RunOptions {
  let total: number | null = null;
  return {
    casebook,
    clock,
    signal,
    async startEngine(given) {
      progress.say({ code: 'phase.waiting', details: {} });
      const engine = await background.engine(given);
      progress.say({ code: 'phase.scoring', details: {} });
      return engine;
    },
    onProgress(done, of) {
      if (total !== of) progress.count((total = of));
      progress.advance(done);
      if (done === of) progress.say({ code: 'phase.measuring', details: {} });
    },
  };
}

/** @throws the signal's reason when the person cancelled, else a FaultError. */
function unlessCancelled<T>(outcome: Outcome<T>, signal: AbortSignal): T {
  signal.throwIfAborted();
  return valueOf(outcome);
}
