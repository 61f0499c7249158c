/** The plan of an evaluation or a comparison, before it is made. */
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { EvaluationPlan } from '../../contract/evaluation.ts';
import type { LabelMap, SplitChoice } from '../../contract/evaluation-request.ts';
import type { AuditSummary, DatasetEntry } from '../../domain/datasets/dataset.ts';
import { median } from '../../domain/statistics/statistics.ts';
import type { OpenDataset } from '../datasets/opening/open-dataset.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { logitsFingerprint } from '../inference/scoring-fingerprint.ts';
import { comparedFindings } from './reports/compare-models.ts';
import { measuredFindings } from './reports/evaluate-model.ts';
import { entriesOf } from './scoring/scored-entries.ts';
import { commonLabels, completeMap, meaningOf } from './scoring/label-map.ts';
import { warningsOf } from './reports/warnings.ts';
import { faultOf, type Fault } from '../../domain/faults/fault.ts';

export interface PlanOptions {
  readonly models: readonly InstalledModel[];
  readonly dataset: OpenDataset;
  readonly split: SplitChoice;
  readonly labelMap: LabelMap;
  readonly audit: AuditSummary | null;
}

export function planEvaluation(casebook: Pick<Casebook, 'entryScores'>, options: PlanOptions): EvaluationPlan {
  const { models, dataset, split, labelMap, audit } = options;
  const entries = entriesOf(dataset, split);
  const known = commonLabels(models);
  const complete = completeMap(dataset.labels, known, labelMap);
  const map = complete.ok ? complete.value : labelMap;
  const work = models.map((model) => leftFor(casebook, model, entries));
  const isKnown = work.every(({ unscored, milliseconds }) => unscored === 0 || milliseconds !== null);
  return {
    images: entries.length,
    patients: new Set(entries.map(({ patient, index }) => patient ?? index)).size,
    labels: dataset.labels.map((label) => ({
      label,
      images: entries.filter(({ labels }) => labels.includes(label)).length,
      meaning: meaningOf(label, known, labelMap),
    })),
    modelLabels: known,
    findings: !complete.ok
      ? []
      : models.length === 1
        ? measuredFindings(models[0]!, map)
        : comparedFindings(models, { labelMap: map }),
    unscored: work.map(({ unscored }) => unscored),
    seconds: isKnown ? work.reduce((sum, each) => sum + (each.unscored * (each.milliseconds ?? 0)) / 1000, 0) : null,
    warnings: warningsOf({ models, dataset, split, audit, labelMap: map, cases: null, positives: {} }),
    refusal: refusalOf(entries, complete),
  };
}

function refusalOf(entries: readonly DatasetEntry[], complete: ReturnType<typeof completeMap>): Fault | null {
  if (entries.length === 0) return faultOf('evaluation.empty-split', {});
  return complete.ok ? null : complete.error;
}

function leftFor(
  { entryScores }: Pick<Casebook, 'entryScores'>,
  { card }: InstalledModel,
  entries: readonly DatasetEntry[],
): { unscored: number; milliseconds: number | null } {
  const images = entries.flatMap(({ sha256 }) => sha256 ?? []);
  const found = entryScores.ofImages(logitsFingerprint(card), images);
  const durations = [...found.values()].map(({ durationMs }) => durationMs);
  return {
    unscored: images.filter((image) => !found.has(image)).length,
    milliseconds: durations.length === 0 ? null : median(durations),
  };
}
