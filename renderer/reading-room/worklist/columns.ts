import type { WorklistSort } from '../../../main/domain/studies/worklist.ts';

interface Column {
  /** In the messages: `worklist:column.NAME`. */
  readonly name: 'picture' | 'patient' | 'study' | 'date' | 'findings' | 'status' | 'verdict';
  /** Absent where the list can't be sorted by it. */
  readonly sort?: WorklistSort;
}

export const columns: readonly Column[] = [
  { name: 'picture' },
  { name: 'patient', sort: 'patientName' },
  { name: 'study' },
  { name: 'date', sort: 'studyDate' },
  { name: 'findings', sort: 'probability' },
  { name: 'status', sort: 'status' },
  { name: 'verdict' },
];

/** Header and rows share one grid, so that columns line up without measuring. */
export const gridTemplate = '48px minmax(140px, 1.1fr) minmax(124px, 1fr) 92px minmax(264px, 1.2fr) 56px 92px';

/** Pixels. */
export const rowHeight = 56;
export const headerHeight = 36;
