/** Datasets in a few words, for the page. */
import type { TFunction } from 'i18next';
import type { AuditSummary, DatasetCounts, DatasetSource } from '../../../../main/domain/datasets/dataset.ts';
import type { Severity } from '../../../../main/domain/datasets/dataset-terms.ts';
import { formatCount, formatLabel } from '../../../shared/format/format.ts';

type Translate = TFunction<'datasets'>;

type Counted = 'images' | 'patients' | 'errors' | 'warnings' | 'notes' | 'pairs' | 'patientsAcross' | 'unknownPatients';

/** 1 image, 2 images. */
export const counted = (t: Translate, key: Counted, count: number): string =>
  t(key, { count, number: formatCount(count) });

export function placeOf(t: Translate, source: DatasetSource): string {
  if (source.kind === 'folder') return source.path;
  const { model, since } = source;
  const label = formatLabel(source.label);
  return since === null ? t('sourceReads', { label, model }) : t('sourceReadsSince', { label, model, since });
}

export function sizeOf(t: Translate, counts: DatasetCounts | null): string {
  if (counts === null) return t('notRead');
  return t('size', { images: counted(t, 'images', counts.images), patients: counted(t, 'patients', counts.patients) });
}

/** The gravest severity of an audit, with the numbers of errors and warnings. */
export function verdictOf(
  t: Translate,
  audit: AuditSummary | null,
): { readonly severity: Severity | null; readonly text: string } {
  if (audit === null) return { severity: null, text: t('notAudited') };
  const { errors, warnings } = audit;
  const counts = [
    ...(errors > 0 ? [counted(t, 'errors', errors)] : []),
    ...(warnings > 0 ? [counted(t, 'warnings', warnings)] : []),
  ];
  if (counts.length === 0) return { severity: 'note', text: t('fine') };
  return { severity: errors > 0 ? 'error' : 'warning', text: counts.join(', ') };
}
