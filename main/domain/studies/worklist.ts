/** The worklist's query and its result. One definition for contract, casebook and pages. */
import { z } from 'zod';
import { studyId } from '../ids.ts';
import type { WorklistRow } from './study.ts';

export const worklistSort = z.enum(['importedAt', 'studyDate', 'patientName', 'probability', 'status']);
export const worklistFilter = z.enum(['all', 'unread', 'read', 'positive', 'notScored', 'synthetic']);
export type WorklistSort = z.infer<typeof worklistSort>;
export type WorklistFilter = z.infer<typeof worklistFilter>;

export const worklistQuery = z.object({
  /**
   * Every word must be part of the patient's name or id, the description or the accession number; of more than eight words
   * the longest eight.
   */
  search: z.string().max(200).default(''),
  filter: worklistFilter.default('all'),
  /** Studies that stay in the list although the filter no longer fits, as one that was just answered. */
  keep: z.array(studyId).max(1_000).readonly().default([]),
  sort: worklistSort.default('importedAt'),
  descending: z.boolean().default(true),
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().min(1).max(500).default(200),
});
/** As the casebook receives it, defaults filled in. */
export type WorklistQuery = z.output<typeof worklistQuery>;

export interface WorklistResult {
  /** The number of rows that match, on all pages. */
  readonly total: number;
  readonly rows: readonly WorklistRow[];
  /** Numbers of the rows that the search finds, for the filter chips. */
  readonly counts: Readonly<Record<WorklistFilter, number>>;
}
