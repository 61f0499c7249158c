/** From models and a dataset to a report: scores what is missing, then measures. */
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { ComparisonReport, EvaluationReport } from '../../contract/evaluation-report.ts';
import type { LabelMap, SplitChoice } from '../../contract/evaluation-request.ts';
import type { AuditSummary } from '../../domain/datasets/dataset.ts';
import type { DatasetId } from '../../domain/ids.ts';
import { FaultError } from '../../domain/faults/fault.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { EngineStoppedError } from '../../runtime/engine.ts';
import type { OpenDataset } from '../datasets/opening/open-dataset.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { compareModels, type ComparisonOptions } from './reports/compare-models.ts';
import {
  evaluateModel,
  type Evaluated,
  type EvaluationOptions,
  type MeasuredDataset,
} from './reports/evaluate-model.ts';
import { entriesOf } from './scoring/scored-entries.ts';
import { commonLabels, completeMap } from './scoring/label-map.ts';
import { scoreDataset, type DatasetScores, type ScoreOptions } from './scoring/score-dataset.ts';

/** A dataset with what is known of it. */
export interface GivenDataset {
  readonly dataset: OpenDataset;
  /** Null where it is not registered. */
  readonly id: DatasetId | null;
  readonly audit: AuditSummary | null;
}

export interface RunOptions extends Pick<ScoreOptions, 'startEngine' | 'signal' | 'onProgress'> {
  readonly casebook: Pick<Casebook, 'entryScores'>;
  readonly clock: () => Date;
}

/** Faults: `evaluation.…`, `model.…`, 'engine.stopped-scores-kept'. Rejects as `scoreDataset` does. */
export async function runEvaluation(
  model: InstalledModel,
  given: GivenDataset,
  request: EvaluationOptions,
  options: RunOptions,
): Promise<Outcome<Evaluated<EvaluationReport>>> {
  const scored = await score([model], given, request, options);
  if (!scored.ok) return scored;
  return evaluateModel(model, scored.value.on, scored.value.scores[0]!, request, options.signal);
}

/** Faults: `evaluation.…`, `model.…`, 'engine.stopped-scores-kept'. Rejects as `scoreDataset` does. */
export async function runComparison(
  models: readonly InstalledModel[],
  given: GivenDataset,
  request: ComparisonOptions,
  options: RunOptions,
): Promise<Outcome<Evaluated<ComparisonReport>>> {
  const scored = await score(models, given, request, options);
  return scored.ok ? compareModels(models, scored.value.on, scored.value.scores, request, options.signal) : scored;
}

async function score(
  models: readonly InstalledModel[],
  given: GivenDataset,
  { split, labelMap }: { readonly split: SplitChoice; readonly labelMap: LabelMap },
  options: RunOptions,
): Promise<Outcome<{ on: MeasuredDataset; scores: readonly DatasetScores[] }>> {
  const { dataset } = given;
  const map = completeMap(dataset.labels, commonLabels(models), labelMap);
  if (!map.ok) return map;
  try {
    const scores = await scoreDataset(dataset, entriesOf(dataset, split), models, options);
    return success({ on: { ...given, labelMap: map.value, at: options.clock().toISOString() }, scores });
  } catch (error) {
    if (error instanceof FaultError) return { ok: false, error: error.fault };
    if (error instanceof EngineStoppedError) return failure('engine.stopped-scores-kept', {}, error);
    throw error;
  }
}
