/** Scoring and measuring as a job, whose report is kept when it is done. */
import type { ComparisonReport, EvaluationReport } from '../../contract/evaluation-report.ts';
import type { EvaluationId, ModelId } from '../../domain/ids.ts';
import type { Job } from '../../domain/job.ts';
import { success, type Outcome } from '../../domain/outcome.ts';
import { JobFault, type JobProgress } from '../jobs/jobs.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import type { Evaluated } from './reports/evaluate-model.ts';
import type { EvaluationsOptions, Subject } from './evaluations-options.ts';
import { commonLabels, completeMap } from './scoring/label-map.ts';
import type { GivenDataset, RunOptions } from './run-evaluation.ts';
import { sentenceOf } from '../../contract/messages/fault-sentences.ts';

type Report = EvaluationReport | ComparisonReport;

interface EvaluationJobsOptions extends Omit<EvaluationsOptions, 'secondRead' | 'events'> {
  readonly keep: (evaluated: Evaluated<Report>) => EvaluationId;
}

/** Begins a job. Faults: NOT_FOUND, REFUSED where a label's meaning is open. */
export type BeginEvaluation = (
  ids: readonly ModelId[],
  subject: Subject,
  titleOf: (models: readonly InstalledModel[], dataset: string) => string,
  run: (models: readonly InstalledModel[], given: GivenDataset, how: RunOptions) => Promise<Outcome<Evaluated<Report>>>,
) => Outcome<Job>;

export function createEvaluationJobs(options: EvaluationJobsOptions): BeginEvaluation {
  const { casebook, datasets, jobs, clock, background, chooseModels, keep } = options;
  /** What can be told before the images are read again. */
  function check(models: readonly InstalledModel[], { dataset, labelMap }: Subject): Outcome<string> {
    const known = datasets.get(dataset);
    if (!known.ok) return known;
    const { name, labels } = known.value;
    const map = labels.length === 0 ? success({}) : completeMap(labels, commonLabels(models), labelMap);
    return map.ok ? success(name) : map;
  }
  function runOptions(progress: JobProgress, signal: AbortSignal): RunOptions {
    let total: number | null = null;
    return {
      casebook,
      clock,
      signal,
      async startEngine(given) {
        progress.say('waiting for its turn');
        const engine = await background.engine(given);
        progress.say('scoring');
        return engine;
      },
      onProgress(done, of) {
        if (total !== of) progress.count((total = of));
        progress.advance(done);
        if (done === of) progress.say('measuring');
      },
    };
  }
  return (ids, subject, titleOf, run) => {
    const models = chooseModels(ids);
    if (!models.ok) return models;
    const checked = check(models.value, subject);
    if (!checked.ok) return checked;
    const work = async (progress: JobProgress, signal: AbortSignal): Promise<void> => {
      progress.say('reading the list of images');
      const dataset = valueOf(await datasets.open(subject.dataset, { signal }), signal);
      if (dataset === null) return;
      progress.say('auditing the images');
      const audit = valueOf(await datasets.ensureAudited(dataset, { signal }), signal);
      if (audit === null) return;
      const given = { dataset, id: subject.dataset, audit: audit.summary };
      const evaluated = valueOf(await run(models.value, given, runOptions(progress, signal)), signal);
      if (evaluated === null) return;
      const id = keep(evaluated);
      progress.link(`/${evaluated.report.kind === 'evaluation' ? 'evaluate' : 'compare'}/${id}`);
    };
    return success(jobs.start('evaluate', titleOf(models.value, checked.value), quietly(work)));
  };
}

/** Null when the person cancelled. @throws a JobFault with the sentence of any other fault. */
function valueOf<T>(outcome: Outcome<T>, signal: AbortSignal): T | null {
  if (signal.aborted) return null;
  if (outcome.ok) return outcome.value;
  throw new JobFault(sentenceOf(outcome.error));
}

/** Cancelling rejects what is under way: that is no fault. */
function quietly(
  work: (progress: JobProgress, signal: AbortSignal) => Promise<void>,
): (progress: JobProgress, signal: AbortSignal) => Promise<void> {
  return async (progress, signal) => {
    try {
      await work(progress, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };
}
