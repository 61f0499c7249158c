/**
 * Models measured on datasets, one or several side by side. Reports are kept in the casebook and made again from the
 * stored scores of the cases; a page needs no other operation to move a threshold: see `scores`.
 */
import { type } from '@orpc/contract';
import { z } from 'zod';
import type { DatasetSplit } from '../domain/datasets/dataset-terms.ts';
import { heatmapMethods } from '../domain/heatmaps/heatmap-method.ts';
import { datasetId, evaluationId, modelId } from '../domain/ids.ts';
import type { EvaluationId, ModelId } from '../domain/ids.ts';
import type { Job } from '../domain/job.ts';
import type { Estimate } from '../domain/statistics/estimate.ts';
import type { Explanation } from './images.ts';
import type { ComparisonReport, EvaluatedDataset, EvaluationReport, EvaluationWarning } from './evaluation-report.ts';
import { entriesQuery, comparisonRequest, evaluationRequest, label, onEntries } from './evaluation-request.ts';
import type { LabelMeaning } from './evaluation-request.ts';
import { modelReference } from './model-reference.ts';
import { operation } from './operation.ts';
import type { CodedMessage } from '../domain/messages/coded-message.ts';

/** A label of the dataset, before an evaluation. */
export interface PlannedLabel {
  readonly label: string;
  readonly images: number;
  /** The label of the same name in (each of) the models; null where the person must say. */
  readonly meaning: LabelMeaning | null;
}

/** The evaluation that would be made, for its form. */
export interface EvaluationPlan {
  /** In the split. */
  readonly images: number;
  readonly patients: number;
  readonly labels: readonly PlannedLabel[];
  /** The labels that all of the models know: what a label may count as. */
  readonly modelLabels: readonly string[];
  /** The findings that will be measured, given the labels so far. */
  readonly findings: readonly string[];
  /** Images that each model has not scored yet, in the order of the models. */
  readonly unscored: readonly number[];
  /** Estimated from images scored before; null where nothing is known. */
  readonly seconds: number | null;
  readonly warnings: readonly EvaluationWarning[];
  /** Why it can't start as it is asked for: a sentence; null when it can. */
  readonly refusal: CodedMessage | null;
}

/** One finding of a kept run, for the list. */
export interface RunFigure {
  readonly label: string;
  readonly auc: Estimate | null;
}

/** A kept run, newest first in the list. */
export interface EvaluationRun {
  readonly id: EvaluationId;
  readonly kind: 'evaluation' | 'comparison';
  readonly at: string;
  /** In the report's order. */
  readonly models: readonly { readonly id: ModelId; readonly title: string; readonly scoringFingerprint: string }[];
  readonly dataset: EvaluatedDataset;
  readonly measured: number;
  readonly listed: number;
  /** An evaluation's figures; for a comparison the best row of each finding. */
  readonly figures: readonly RunFigure[];
  /** The number of warnings of severity error or warning. */
  readonly warnings: number;
}

/**
 * The measured cases as columns, so that a page can move thresholds and sort by itself with the functions of
 * `domain/evaluation`. All arrays are as long as `entries`.
 */
export interface EntryScores {
  /** Indexes of the dataset's entries. */
  readonly entries: readonly number[];
  /** Short names, the same one for the same patient; not the dataset's own. */
  readonly patients: readonly string[];
  readonly labels: readonly LabelScores[];
}

export interface LabelScores {
  readonly label: string;
  readonly positives: readonly boolean[];
  /** Calibrated, one array a row: one row for an evaluation, the rows of the report for a comparison. */
  readonly probabilities: readonly (readonly number[])[];
}

export interface EntryRow {
  /** With the report's dataset id: what `datasets.thumbnail` and `datasets.frame` take. */
  readonly entry: number;
  readonly file: string;
  readonly split: DatasetSplit | null;
  /** As in the dataset. */
  readonly labels: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  /** Whether it has the finding that the filter is about. */
  readonly truth: boolean;
  /** The probabilities of that finding, by row. */
  readonly probabilities: readonly number[];
  /** The probabilities of all findings in the (only or chosen) row. */
  readonly byLabel: Readonly<Record<string, number>>;
  /** Largest less smallest of `probabilities`; 0 for one row. */
  readonly disagreement: number;
}

export interface EntriesPage {
  readonly total: number;
  readonly rows: readonly EntryRow[];
}

const oneRun = z.object({ id: evaluationId });

export const evaluationContract = {
  /** The run that `start` or `compare` would make with these models and entries; starts nothing. */
  plan: operation
    .input(onEntries.extend({ models: z.array(modelReference).min(1).max(12) }))
    .output(type<EvaluationPlan>()),
  /** A job whose `link`, once it is kept, is `/evaluate/ID`. Refused where a label's meaning is not known. */
  start: operation.input(evaluationRequest).output(type<Job>()),
  /** A job whose `link`, once it is kept, is `/compare/ID`. */
  compare: operation.input(comparisonRequest).output(type<Job>()),
  /** Newest first. `evaluationsChanged` announces that it changed. */
  list: operation.output(type<readonly EvaluationRun[]>()),
  get: operation.input(oneRun).output(type<EvaluationReport | ComparisonReport>()),
  /** The scores of all measured entries. Fails with 'evaluation.not-found' where they are gone. */
  scores: operation.input(oneRun).output(type<EntryScores>()),
  entries: operation.input(entriesQuery).output(type<EntriesPage>()),
  /** Forgets the run; the scores of its cases stay, so that asking again is quick. */
  remove: operation.input(oneRun).output(type<readonly EvaluationRun[]>()),
  /** The heatmap of one case by a model, by its usual method where none is asked for; nothing is kept. */
  explainEntry: operation
    .input(
      z.object({
        dataset: datasetId,
        entry: z.number().int().nonnegative(),
        model: modelId,
        label,
        method: z.enum(heatmapMethods).optional(),
      }),
    )
    .output(type<Explanation>()),
};
