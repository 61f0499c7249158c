import type { WorklistSort } from './worklist-state.ts';

interface Column {
  readonly title: string;
  /** Absent where the list can't be sorted by it. */
  readonly sort?: WorklistSort;
}

export const columns: readonly Column[] = [
  { title: 'Picture' },
  { title: 'Patient', sort: 'patientName' },
  { title: 'Study' },
  { title: 'Date', sort: 'studyDate' },
  { title: 'Modality' },
  { title: 'Findings', sort: 'probability' },
  { title: 'Status', sort: 'status' },
  { title: 'Reader' },
];

/** Header and rows share one grid, so that columns line up without measuring. */
export const gridTemplate = '48px minmax(150px, 1.3fr) minmax(110px, 1fr) 104px 68px minmax(230px, 1.4fr) 72px 92px';

export const rowHeight = 56;
