import type { EntryRow, EntryScores } from '../../../main/contract/evaluation.ts';
import type { CsvCell, CsvRows } from '../../../main/domain/csv.ts';

/** A model, or another row of a comparison, with the threshold from which it predicts each finding. */
export interface PredictingRow {
  /** Before its columns where there are several rows; null for the only one. */
  readonly title: string | null;
  readonly thresholds: Readonly<Record<string, number>>;
}

const headOf = (label: string, { title }: PredictingRow, what: string): string =>
  title === null ? `${label} ${what}` : `${label} ${what}, ${title}`;

/** Every measured image with its file, its truth, and the probability and prediction of each row for each finding. */
export function entryTable(
  { entries, patients, labels }: EntryScores,
  facts: readonly EntryRow[],
  rows: readonly PredictingRow[],
): CsvRows {
  const factsOf = new Map(facts.map((one) => [one.entry, one]));
  const head = [
    'entry',
    'file',
    'split',
    'patient',
    ...labels.flatMap(({ label }) => [
      `${label} truth`,
      ...rows.flatMap((row) => [headOf(label, row, 'probability'), headOf(label, row, 'prediction')]),
    ]),
  ];
  const lines = entries.map((entry, i): readonly CsvCell[] => [
    entry,
    factsOf.get(entry)?.file ?? null,
    factsOf.get(entry)?.split ?? null,
    patients[i] ?? null,
    ...labels.flatMap(({ label, positives, probabilities }): readonly CsvCell[] => [
      Number(positives[i]),
      ...rows.flatMap(({ thresholds }, row) => {
        const probability = probabilities[row]?.[i] ?? null;
        const threshold = thresholds[label] ?? 0.5;
        return [probability, probability === null ? null : Number(probability >= threshold)];
      }),
    ]),
  ]);
  return [head, ...lines];
}
