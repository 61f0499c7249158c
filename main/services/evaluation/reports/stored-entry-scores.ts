/** The cases of a report as columns, as they are kept beside it. */
import type { DatasetSplit } from '../../../domain/datasets/dataset-terms.ts';
import type { EntryFilter, EntriesQuery } from '../../../contract/evaluation-request.ts';
import type { EntryRow, EntryScores, EntriesPage, LabelScores } from '../../../contract/evaluation.ts';
import { groupOf } from '../../../domain/evaluation/subgroups.ts';
import type { ScoredEntry } from '../scoring/scored-entries.ts';

/** All arrays are as long as the cases are many. */
export interface StoredEntryScores {
  readonly scores: EntryScores;
  readonly facts: readonly StoredEntry[];
  /** The true and the likeliest label, where labels exclude each other; else null. */
  readonly answers: readonly { readonly truth: string | null; readonly likeliest: string }[] | null;
}

interface StoredEntry {
  readonly file: string;
  readonly split: DatasetSplit | null;
  readonly labels: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

export function toStoredScores(
  measured: readonly ScoredEntry[],
  labels: readonly LabelScores[],
  answers: StoredEntryScores['answers'],
): StoredEntryScores {
  return {
    scores: {
      entries: measured.map(({ entry }) => entry.index),
      patients: measured.map(({ patient }) => patient),
      labels,
    },
    facts: measured.map(({ entry: { file, split, labels: own, attributes } }) => {
      return { file, split, labels: own, attributes };
    }),
    answers,
  };
}

/** The cases that the query is about, in its order; none for a finding or a row that was not measured. */
export function pageOfEntries(
  cases: StoredEntryScores,
  { filter, sort, descending, offset, limit }: EntriesQuery,
): EntriesPage {
  const { scores } = cases;
  const label = scores.labels.find((each) => filter.label === undefined || each.label === filter.label);
  const row = label?.probabilities[filter.row];
  if (label === undefined || row === undefined) return { total: 0, rows: [] };
  const wanted = filter.entries === undefined ? null : new Set(filter.entries);
  const found = [...scores.entries.keys()].filter(
    (i) =>
      (wanted === null || wanted.has(scores.entries[i]!)) &&
      isInCell(cases, filter, i) &&
      isCalledSo(filter, label.positives[i]!, row[i]!),
  );
  const spread = (i: number): number => {
    const values = label.probabilities.map((each) => each[i]!);
    return Math.max(...values) - Math.min(...values);
  };
  const key = {
    entry: (i: number) => scores.entries[i]!,
    probability: (i: number) => row[i]!,
    wrongest: (i: number) => -Math.abs(row[i]! - Number(label.positives[i]!)),
    disagreement: (i: number) => -spread(i),
  }[sort];
  const sign = descending ? -1 : 1;
  const places = found.toSorted((a, b) => sign * (key(a) - key(b)) || scores.entries[a]! - scores.entries[b]!);
  const toRow = (i: number): EntryRow => ({
    entry: scores.entries[i]!,
    ...cases.facts[i]!,
    truth: label.positives[i]!,
    probabilities: label.probabilities.map((each) => each[i]!),
    byLabel: Object.fromEntries(scores.labels.map((each) => [each.label, each.probabilities[filter.row]![i]!])),
    disagreement: spread(i),
  });
  return { total: places.length, rows: places.slice(offset, offset + limit).map(toRow) };
}

function isCalledSo({ truth, called, probability }: EntryFilter, isPositive: boolean, value: number): boolean {
  return (
    (truth === undefined || truth === isPositive) &&
    (called === undefined || called.is === value >= called.threshold) &&
    (probability === undefined || ((value > probability.from || probability.from === 0) && value <= probability.to))
  );
}

function isInCell(
  { answers, facts }: StoredEntryScores,
  { trueLabel, likeliestLabel, subgroup }: EntryFilter,
  i: number,
): boolean {
  return (
    (trueLabel === undefined || answers?.[i]?.truth === trueLabel) &&
    (likeliestLabel === undefined || answers?.[i]?.likeliest === likeliestLabel) &&
    (subgroup === undefined || groupOf(subgroup.attribute, facts[i]!.attributes) === subgroup.value)
  );
}
