import type { DatasetEntryRow, EntriesPage, EntriesQuery } from '../../contract/datasets.ts';
import type { AuditReport } from '../../domain/datasets/audit-report.ts';
import type { DatasetEntry } from '../../domain/datasets/dataset.ts';
import type { OpenDataset } from './opening/open-dataset.ts';

/** @param report the latest, which tells of readability where it is of this state. */
export function pageOfEntries(
  { fingerprint, entries }: OpenDataset,
  report: AuditReport | undefined,
  query: EntriesQuery,
): EntriesPage {
  const { label, split, status, indexes, offset, limit } = query;
  const current = report?.summary.fingerprint === fingerprint ? report : undefined;
  const faults = new Map(current?.unreadable.map(({ entry, fault }) => [entry, fault]));
  const toRow = (entry: DatasetEntry): DatasetEntryRow => {
    const fault = faults.get(entry.index) ?? null;
    const isReadable = current === undefined ? ('unknown' as const) : ('readable' as const);
    return { ...entry, status: fault === null ? isReadable : 'unreadable', fault };
  };
  const asked = indexes === undefined ? entries : indexes.flatMap((index) => entries[index] ?? []);
  const rows = asked
    .map(toRow)
    .filter((row) => label === undefined || row.labels.includes(label))
    .filter((row) => split === undefined || (row.split ?? 'none') === split)
    .filter((row) => status === undefined || row.status === status);
  return { total: rows.length, fingerprint, rows: rows.slice(offset, offset + limit) };
}
