/** What pages say of a dataset in a few words. */
import type {
  AuditSummary,
  DatasetCounts,
  DatasetSource,
  DatasetSplit,
  Severity,
} from '../../../../main/domain/datasets/dataset.ts';
import { formatCount, formatLabel } from '../../../shared/format/format.ts';

export const splitTitles: Readonly<Record<DatasetSplit | 'none', string>> = {
  train: 'Training',
  val: 'Validation',
  test: 'Test',
  none: 'No split',
};

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

export function placeOf(source: DatasetSource): string {
  if (source.kind === 'folder') return source.path;
  const since = source.since === null ? '' : `, since ${source.since}`;
  return `Confirmed reads of ${formatLabel(source.label)} by ${source.model}${since}`;
}

export function sizeOf(counts: DatasetCounts | null): string {
  return counts === null ? 'not read yet' : `${plural(counts.images, 'image')}, ${plural(counts.patients, 'patient')}`;
}

/** The gravest that was found, with how often. */
export function verdictOf(audit: AuditSummary | null): { readonly severity: Severity | null; readonly text: string } {
  if (audit === null) return { severity: null, text: 'not audited' };
  const { errors, warnings } = audit;
  const counts = [errors > 0 && plural(errors, 'error'), warnings > 0 && plural(warnings, 'warning')].filter(Boolean);
  if (counts.length === 0) return { severity: 'note', text: 'nothing against it' };
  return { severity: errors > 0 ? 'error' : 'warning', text: counts.join(', ') };
}
