import type { DatasetCounts, DatasetEntry } from '../../../domain/datasets/dataset.ts';

type Counted = Pick<DatasetEntry, 'labels' | 'patient' | 'split'>;

export function countEntries(entries: readonly Counted[]): DatasetCounts {
  const ofUnknownPatients = entries.filter(({ patient }) => patient === null).length;
  const known = new Set(entries.flatMap(({ patient }) => (patient === null ? [] : [patient]))).size;
  const labels = [...new Set(entries.flatMap((entry) => entry.labels))].sort();
  return {
    images: entries.length,
    patients: known + ofUnknownPatients,
    ofUnknownPatients,
    perLabel: Object.fromEntries(
      labels.map((label) => [label, entries.filter((entry) => entry.labels.includes(label)).length]),
    ),
    perSplit: countSplits(entries),
  };
}

/** In the order train, val, test, none; only those that occur. */
export function countSplits(entries: readonly Pick<DatasetEntry, 'split'>[]): DatasetCounts['perSplit'] {
  const counts = (['train', 'val', 'test', 'none'] as const).map(
    (split) => [split, entries.filter((entry) => (entry.split ?? 'none') === split).length] as const,
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
