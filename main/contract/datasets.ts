/** Datasets: class folders, an index.csv or reader-confirmed cases, known by name, and their audits. */
import { type } from '@orpc/contract';
import { z } from 'zod';
import type { AuditReport } from '../domain/datasets/audit-report.ts';
import { datasetSplits } from '../domain/datasets/dataset-terms.ts';
import type { DatasetEntry, DatasetSource, RegisteredDataset } from '../domain/datasets/dataset.ts';
import { datasetId, modelId } from '../domain/ids.ts';
import type { Job } from '../domain/job.ts';
import type { CodedMessage } from '../domain/messages/coded-message.ts';
import type { FrameImage } from './images.ts';
import { operation } from './operation.ts';

const datasetSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), path: z.string().min(1).max(4096) }),
  z.object({
    kind: z.literal('reads'),
    model: modelId,
    label: z.string().min(1).max(200),
    since: z.iso.date().nullable().default(null),
  }),
]) satisfies z.ZodType<DatasetSource, unknown>;

/** An image as the page lists it. */
export interface DatasetEntryRow extends DatasetEntry {
  /** As the latest audit of this state found it; `unknown` before there was one. */
  readonly status: EntryStatus;
  /** Why it can't be read; else null. */
  readonly fault: CodedMessage | null;
}

export const entryStatus = z.enum(['readable', 'unreadable', 'unknown']);
export type EntryStatus = z.infer<typeof entryStatus>;

export const entriesQuery = z.object({
  dataset: datasetId,
  label: z.string().max(200).optional(),
  split: z.enum([...datasetSplits, 'none']).optional(),
  status: entryStatus.optional(),
  /** Only these, in this order, such as those of a finding. */
  indexes: z.array(z.number().int().nonnegative()).max(500).optional(),
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().min(1).max(500).default(100),
});
export type EntriesQuery = z.output<typeof entriesQuery>;

export interface EntriesPage {
  readonly total: number;
  /** Indexes count within this state of the dataset. */
  readonly fingerprint: string;
  readonly rows: readonly DatasetEntryRow[];
}

const oneDataset = z.object({ dataset: datasetId });
const oneEntry = oneDataset.extend({ index: z.number().int().nonnegative() });

export const datasetsContract = {
  /** In the order of their names. */
  list: operation.output(type<readonly RegisteredDataset[]>()),
  get: operation.input(oneDataset).output(type<RegisteredDataset>()),
  /**
   * Registers the dataset and starts its audit. The same source again gives the dataset that is there already. The
   * name is the folder's where none is given.
   */
  add: operation
    .input(z.object({ source: datasetSource, name: z.string().trim().min(1).max(200).optional() }))
    .output(type<{ readonly dataset: RegisteredDataset; readonly job: Job }>()),
  /** Forgets it, with its audits; no file is touched. */
  remove: operation.input(oneDataset).output(type<readonly RegisteredDataset[]>()),
  entries: operation.input(entriesQuery).output(type<EntriesPage>()),
  /** PNG, longest side 256 pixels, displayed the right way round. */
  thumbnail: operation.input(oneEntry).output(type<Blob>()),
  frame: operation.input(oneEntry).output(type<FrameImage>()),
  /** Starts the audit, or gives the one that is running; its report is announced by `datasetChanged`. */
  audit: operation.input(oneDataset).output(type<Job>()),
  /** The latest; null where there was none, or only one that an earlier Overread made. */
  auditReport: operation.input(oneDataset).output(type<AuditReport | null>()),
};
