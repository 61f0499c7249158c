/** Which model and which dataset a report is about. */
import type { EntryScore } from '../../../casebook/laboratory/entry-score-repository.ts';
import type { EvaluatedDataset, EvaluatedModel } from '../../../contract/evaluation-report.ts';
import type { SplitChoice } from '../../../contract/evaluation-request.ts';
import type { AuditSummary } from '../../../domain/datasets/dataset.ts';
import type { DatasetId } from '../../../domain/ids.ts';
import { median } from '../../../domain/statistics/statistics.ts';
import type { OpenDataset } from '../../datasets/opening/open-dataset.ts';
import type { InstalledModel } from '../../models/installed-models.ts';
import { scoringFingerprint } from '../../inference/scoring-fingerprint.ts';
import { modelBytes } from '../scoring/group-by-size.ts';

/** @param scores of the cases measured, at least one. */
export async function describeModel(model: InstalledModel, scores: readonly EntryScore[]): Promise<EvaluatedModel> {
  const { card } = model;
  return {
    id: card.id,
    title: card.title,
    version: card.version,
    sha256: card.sha256,
    scoringFingerprint: scoringFingerprint(card),
    labels: card.labels,
    activation: card.activation ?? 'softmax',
    network: card.network.name,
    parameters: card.network.parameters,
    megabytes: (await modelBytes(model)) / 1e6,
    views: card.preprocessing.views.length,
    speed: {
      millisecondsPerImage: median(scores.map(({ durationMs }) => durationMs)),
      provider: scores[0]!.provider,
    },
  };
}

export function describeDataset(
  dataset: Pick<OpenDataset, 'name' | 'fingerprint'>,
  id: DatasetId | null,
  split: SplitChoice,
  audit: AuditSummary | null,
): EvaluatedDataset {
  const { name, fingerprint } = dataset;
  return { id, name, fingerprint, split, audit: audit?.fingerprint === fingerprint ? audit : null };
}
