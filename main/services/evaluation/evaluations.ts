/** Evaluations and comparisons as jobs, kept in the casebook. */
import { readReport } from './reports/read-report.ts';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { EntryScores, EntriesPage, EvaluationPlan, EvaluationRun } from '../../contract/evaluation.ts';
import type { ComparisonReport, EvaluationReport } from '../../contract/evaluation-report.ts';
import type {
  EntriesQuery,
  ComparisonRequest,
  EntryChoice,
  EvaluationRequest,
} from '../../contract/evaluation-request.ts';
import type { ModelReference } from '../../contract/model-reference.ts';
import type { AuditSummary } from '../../domain/datasets/dataset.ts';
import type { DatasetId, EvaluationId, ModelId } from '../../domain/ids.ts';
import type { Job } from '../../domain/job.ts';
import { success, type Outcome } from '../../domain/outcome.ts';
import type { OpenDataset } from '../datasets/opening/open-dataset.ts';
import type { ExplainedScore, ExplainOptions } from '../inference/scorer.ts';
import type { Evaluated } from './reports/evaluate-model.ts';
import type { EvaluationsOptions } from './evaluations-options.ts';
import { createEvaluationJobs } from './evaluation-jobs.ts';
import { pageOfEntries, type StoredEntryScores } from './reports/stored-entry-scores.ts';
import { lineOf } from './run-summary.ts';
import { planEvaluation } from './plan-evaluation.ts';

type Report = EvaluationReport | ComparisonReport;

export interface Evaluations {
  /** Faults: 'dataset.not-found', `model.…` and those of opening the dataset. */
  plan(request: EntryChoice & { readonly models: readonly ModelReference[] }): Promise<Outcome<EvaluationPlan>>;
  /** Faults: 'dataset.not-found', `model.…`, `evaluation.…`. */
  start(request: EvaluationRequest): Promise<Outcome<Job>>;
  compare(request: ComparisonRequest): Promise<Outcome<Job>>;
  /** Newest first. */
  list(): readonly EvaluationRun[];
  get(id: EvaluationId): Report | undefined;
  scores(id: EvaluationId): EntryScores | undefined;
  entries(query: EntriesQuery): EntriesPage | undefined;
  remove(id: EvaluationId): readonly EvaluationRun[];
  /** Faults: 'dataset.not-found', 'dataset.no-such-image', `unsuitable.…`, and those of reading and scoring it. */
  explainEntry(
    dataset: DatasetId,
    entry: number,
    model: ModelId,
    options: ExplainOptions,
  ): Promise<Outcome<ExplainedScore>>;
  /** The audit of this state of a dataset, if the casebook has one. */
  auditOf(dataset: Pick<OpenDataset, 'fingerprint'>): AuditSummary | null;
}

export function createEvaluations(options: EvaluationsOptions): Evaluations {
  const { casebook, datasets, events, resolveModels, secondRead } = options;
  const { evaluations } = casebook;
  /** The run that was looked at last: a page asks for its entries again and again. */
  let latest: { readonly id: EvaluationId; readonly cases: StoredEntryScores } | null = null;

  const auditOf: Evaluations['auditOf'] = ({ fingerprint }) =>
    datasets.list().find(({ audit }) => audit?.fingerprint === fingerprint)?.audit ?? null;

  function casesOf(id: EvaluationId): StoredEntryScores | undefined {
    if (latest?.id === id) return latest.cases;
    const text = evaluations.cases(id);
    if (text === undefined) return undefined;
    latest = { id, cases: JSON.parse(text) as StoredEntryScores };
    return latest.cases;
  }
  function keep({ report, cases }: Evaluated<Report>): EvaluationId {
    const line = JSON.stringify(lineOf(report));
    const { kind, at } = report;
    const id = evaluations.keep({ kind, at, line, report: JSON.stringify(report), cases: JSON.stringify(cases) });
    events.publish({ type: 'evaluationsChanged' });
    return id;
  }
  const begin = createEvaluationJobs({ ...options, keep });
  return {
    async plan({ models: references, ...subject }) {
      const models = await resolveModels(references);
      if (!models.ok) return models;
      const dataset = await datasets.open(subject.dataset);
      if (!dataset.ok) return dataset;
      const given = { ...subject, dataset: dataset.value, audit: auditOf(dataset.value) };
      return success(planEvaluation(casebook, { ...given, models: models.value }));
    },
    start: ({ model, dataset, ...request }) => begin({ kind: 'evaluation', models: [model], dataset, request }),
    compare: ({ models, dataset, ...request }) => begin({ kind: 'comparison', models, dataset, request }),
    list: () => listOf(casebook),
    get(id) {
      const text = evaluations.report(id);
      return text === undefined ? undefined : { ...readReport(text), id };
    },
    scores: (id) => casesOf(id)?.scores,
    entries(query) {
      const cases = casesOf(query.id);
      return cases && pageOfEntries(cases, query);
    },
    remove(id) {
      evaluations.remove(id);
      if (latest?.id === id) latest = null;
      events.publish({ type: 'evaluationsChanged' });
      return listOf(casebook);
    },
    async explainEntry(dataset, entry, model, wanted) {
      const chosen = await resolveModels([model]);
      if (!chosen.ok) return chosen;
      const opened = await datasets.frame(dataset, entry);
      return opened.ok ? secondRead.explain(opened.value, chosen.value[0]!, wanted) : opened;
    },
    auditOf,
  };
}

function listOf({ evaluations }: Casebook): readonly EvaluationRun[] {
  return evaluations.lines().map(({ id, line }) => ({ ...(JSON.parse(line) as Omit<EvaluationRun, 'id'>), id }));
}
