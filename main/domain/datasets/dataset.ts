/** A dataset: labelled images with all that is known of them, wherever they lie. */
import type { DatasetId, InstanceId, ModelId } from '../ids.ts';
import type { AuditText } from './audit-statements.ts';
import type { DatasetSplit, Severity } from './dataset-terms.ts';

/** Class folders or an index.csv. */
export interface FolderSource {
  readonly kind: 'folder';
  /** Absolute. */
  readonly path: string;
}

/**
 * The cases of the casebook whose finding a reader has confirmed: where they agreed the model's finding stands, where
 * they disagreed its opposite.
 */
export interface ReadsSource {
  readonly kind: 'reads';
  /** The model whose findings were read. */
  readonly model: ModelId;
  /** The finding; images without it get the other label of a model of two, else `no` and the finding. */
  readonly label: string;
  /** Reads from this day on, YYYY-MM-DD; null for all. */
  readonly since: string | null;
}

export type DatasetSource = FolderSource | ReadsSource;

/** One image. Its `index` together with the dataset's fingerprint names the case for good. */
export interface DatasetEntry {
  /** From 0. Entries are in the order of their content, so that equal datasets on two machines number alike. */
  readonly index: number;
  /** Relative to the folder, with forward slashes; `study 3, image 7` of the casebook. */
  readonly file: string;
  /** At least one. */
  readonly labels: readonly string[];
  /** As index.csv, the file's header or its name tells, in this order; null where none does. */
  readonly patient: string | null;
  readonly split: DatasetSplit | null;
  /** Further columns of index.csv, or of the header: age (years), sex, view, source … The names are in lower case. */
  readonly attributes: Readonly<Record<string, string>>;
  /** SHA-256 of the file; null where it is missing or may not be read. */
  readonly sha256: string | null;
  /** The image in the casebook that the entry stands for; null in a folder. */
  readonly instanceId: InstanceId | null;
}

export interface DatasetCounts {
  readonly images: number;
  /** Images of unknown patients count as a patient each. */
  readonly patients: number;
  readonly ofUnknownPatients: number;
  /** In alphabetical order of the labels. */
  readonly perLabel: Readonly<Record<string, number>>;
  /** Only the splits that occur; those without one are counted under `none`. */
  readonly perSplit: Readonly<Partial<Record<DatasetSplit | 'none', number>>>;
}

/** The part of a dataset's audit that the record of a training or an evaluation keeps. */
export interface AuditSummary {
  /** The dataset's fingerprint when it was audited. */
  readonly fingerprint: string;
  /** ISO 8601, UTC. */
  readonly auditedAt: string;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  /** Errors first, then warnings; notes are in the report. */
  readonly sentences: readonly ({ readonly severity: Severity } & AuditText)[];
}

/** A dataset that the casebook knows by name. */
export interface RegisteredDataset {
  readonly id: DatasetId;
  readonly name: string;
  readonly source: DatasetSource;
  /** ISO 8601, UTC. */
  readonly addedAt: string;
  /** As when it was last opened; null before the first time. See docs/laboratory/datasets.md. */
  readonly fingerprint: string | null;
  readonly labels: readonly string[];
  readonly counts: DatasetCounts | null;
  /** The latest audit, which may be of an earlier state: compare the fingerprints. Null when there was none. */
  readonly audit: AuditSummary | null;
}
