/** A model measured on a dataset whose images it has scored. */
import type { EvaluationReport } from '../../../contract/evaluation-report.ts';
import type { EvaluationRequest, LabelMap } from '../../../contract/evaluation-request.ts';
import type { AuditSummary } from '../../../domain/datasets/dataset.ts';
import { answersOf } from '../../../domain/evaluation/classes.ts';
import { binaryScores } from '../../../domain/evaluation/measure.ts';
import { evaluationSeed } from '../../../domain/evaluation/resampling.ts';
import { probabilitiesOf, type ScoredEntries } from '../../../domain/evaluation/scored-entries.ts';
import type { DatasetId } from '../../../domain/ids.ts';
import type { Truth } from '../../../domain/evaluation/metrics.ts';
import { failure, success, type Outcome, type Failure } from '../../../domain/outcome.ts';
import type { OpenDataset } from '../../datasets/opening/open-dataset.ts';
import type { InstalledModel } from '../../models/installed-models.ts';
import { describeDataset, describeModel } from './describe.ts';
import { entriesOf, gatherEntries, type ScoredEntry } from '../scoring/scored-entries.ts';
import { toStoredScores, type StoredEntryScores } from './stored-entry-scores.ts';
import { measureInThread } from './measure-in-thread.ts';
import type { DatasetScores } from '../scoring/score-dataset.ts';
import { warningsOf } from './warnings.ts';

export type EvaluationOptions = Omit<EvaluationRequest, 'dataset' | 'model'>;

export interface MeasuredDataset {
  readonly dataset: OpenDataset;
  /** Null where it is not registered. */
  readonly id: DatasetId | null;
  readonly audit: AuditSummary | null;
  /** The meaning of every label of the dataset. */
  readonly labelMap: LabelMap;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface Evaluated<Report> {
  readonly report: Report;
  readonly cases: StoredEntryScores;
}

/** Faults: 'evaluation.empty-split', 'evaluation.nothing-measured'; rejects with the signal's reason. */
export async function evaluateModel(
  model: InstalledModel,
  on: MeasuredDataset,
  scores: DatasetScores,
  options: EvaluationOptions,
  signal?: AbortSignal,
): Promise<Outcome<Evaluated<EvaluationReport>>> {
  const { dataset, id, audit, labelMap, at } = on;
  const { card } = model;
  const { measured, summary } = gatherEntries(entriesOf(dataset, options.split), labelMap, [scores]);
  if (measured.length === 0) return nothingMeasured(summary.listed);
  const cases = toCases(model, measured);
  const findings = measuredFindings(model, labelMap);
  const { split, thresholds, sensitivity, prevalence } = options;
  const attributes = measured.map(({ entry }) => entry.attributes);
  const wanted = { findings, operatingPoints: card.operatingPoints, thresholds, sensitivity, prevalence, attributes };
  const seed = evaluationSeed({ fingerprint: dataset.fingerprint, split });
  const measures = await measureInThread((api) => api.evaluation(cases, wanted, seed), signal);
  const { classes } = measures;
  const report: EvaluationReport = {
    kind: 'evaluation',
    id: null,
    at,
    request: options,
    model: await describeModel(
      model,
      measured.map((each) => each.scores[0]!),
    ),
    dataset: describeDataset(dataset, id, options.split, audit),
    cases: summary,
    labelMap,
    warnings: warningsOf({
      models: [model],
      dataset,
      split: options.split,
      audit,
      labelMap,
      cases: summary,
      positives: Object.fromEntries(measures.findings.map(({ label, positives }) => [label, positives])),
    }),
    measures,
  };
  const labels = findings.map((label) => {
    const { probabilities, positives } = binaryScores(cases, label);
    return { label, positives, probabilities: [probabilities] };
  });
  return success({ report, cases: toStoredScores(measured, labels, classes === null ? null : answers(cases)) });
}

export function nothingMeasured(listed: number): Failure {
  return listed === 0 ? failure('evaluation.empty-split', {}) : failure('evaluation.nothing-measured', {});
}

/**
 * The labels to measure against the rest. Of two labels that exclude each other one mirrors the other: the model's
 * finding stands for both. Otherwise all that the dataset has a label for, and the model's findings.
 */
export function measuredFindings({ card }: InstalledModel, labelMap: LabelMap): readonly string[] {
  const points = new Set(card.operatingPoints.map(({ label }) => label));
  const isMirrored = card.labels.length === 2 && (card.activation ?? 'softmax') === 'softmax';
  if (isMirrored) return card.labels.filter((label, i) => (points.size === 0 ? i === 1 : points.has(label)));
  const meant = new Set(
    Object.values(labelMap).flatMap((meaning) => (meaning.kind === 'label' ? [meaning.label] : [])),
  );
  return card.labels.filter((label) => meant.has(label) || points.has(label));
}

function toCases({ card }: InstalledModel, measured: readonly ScoredEntry[]): ScoredEntries {
  const isExclusive = (card.activation ?? 'softmax') === 'softmax';
  const truthOf = ({ labels }: ScoredEntry): Truth => {
    const places = labels.map((label) => card.labels.indexOf(label));
    return isExclusive && places.length === 1 ? places[0]! : places;
  };
  return {
    labels: card.labels,
    isExclusive,
    logits: measured.map(({ scores }) => scores[0]!.logits),
    temperature: card.calibration.temperature,
    truths: measured.map(truthOf),
    patients: measured.map(({ patient }) => patient),
  };
}

function answers(cases: ScoredEntries): NonNullable<StoredEntryScores['answers']> {
  const places = answersOf(probabilitiesOf(cases));
  return cases.truths.map((truth, i) => {
    return { truth: typeof truth === 'number' ? cases.labels[truth]! : null, likeliest: cases.labels[places[i]!]! };
  });
}
