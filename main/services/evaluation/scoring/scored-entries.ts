/** The images of a dataset that models are measured on. */
import type { EvaluatedEntries } from '../../../contract/evaluation-report.ts';
import type { LabelMap, SplitChoice } from '../../../contract/evaluation-request.ts';
import type { EntryScore } from '../../../casebook/laboratory/entry-score-repository.ts';
import type { DatasetEntry } from '../../../domain/datasets/dataset.ts';
import { patientPlaces } from '../../../domain/statistics/resamples.ts';
import type { OpenDataset } from '../../datasets/opening/open-dataset.ts';
import { labelsOfEntry } from './label-map.ts';
import type { DatasetScores, NotScored } from './score-dataset.ts';

export interface ScoredEntry {
  readonly entry: DatasetEntry;
  /** The known labels that it has. */
  readonly labels: readonly string[];
  /** A short name; of an unknown patient one of its own. */
  readonly patient: string;
  /** One a model. */
  readonly scores: readonly EntryScore[];
}

export interface GatheredEntries {
  readonly measured: readonly ScoredEntry[];
  readonly summary: EvaluatedEntries;
}

/** Those of the split, by their index. */
export function entriesOf({ entries }: Pick<OpenDataset, 'entries'>, split: SplitChoice): readonly DatasetEntry[] {
  return split === 'all' ? entries : entries.filter((entry) => entry.split === split);
}

const MOST_LISTED = 500;

/** The images that every model has scored and whose labels are not left out. */
export function gatherEntries(
  entries: readonly DatasetEntry[],
  labelMap: LabelMap,
  results: readonly DatasetScores[],
): GatheredEntries {
  const kept = entries.flatMap((entry) => {
    const labels = labelsOfEntry(entry.labels, labelMap);
    return labels === null ? [] : [{ entry, labels }];
  });
  const unscored = new Map<number, NotScored>();
  for (const { notScored } of results) for (const each of notScored) unscored.set(each.entry, each);
  const measurable = kept.filter(({ entry }) => !unscored.has(entry.index));
  const names = measurable.map(({ entry }) => (entry.patient === null ? `image ${entry.index}` : `p ${entry.patient}`));
  const { places, count } = patientPlaces(names);
  const measured = measurable.map((each, i) => ({
    ...each,
    patient: String(places[i]),
    scores: results.map(({ scores }) => scores.get(each.entry.index)!),
  }));
  const missing = kept.flatMap(({ entry }) => unscored.get(entry.index) ?? []);
  return {
    measured,
    summary: {
      listed: entries.length,
      measured: measured.length,
      patients: count,
      ofUnknownPatients: measured.filter(({ entry }) => entry.patient === null).length,
      leftOut: entries.length - kept.length,
      notScored: missing.length,
      notScoredEntries: missing.slice(0, MOST_LISTED),
    },
  };
}
