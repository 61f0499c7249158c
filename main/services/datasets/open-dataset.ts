/** A dataset ready to be looked at: its images numbered for good, each readable when asked for. */
import type { DatasetCounts, DatasetEntry, DatasetSource } from '../../domain/dataset.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { OpenedFrame } from '../frame-cache.ts';

export interface OpenDataset {
  readonly name: string;
  readonly source: DatasetSource;
  /** SHA-256 over content hash, labels, patient and split of all images: docs/laboratory/datasets.md. */
  readonly fingerprint: string;
  /** All that occur, in alphabetical order. */
  readonly labels: readonly string[];
  /** Whether some image has several labels. */
  readonly isMultiLabel: boolean;
  /** By their index. */
  readonly entries: readonly DatasetEntry[];
  readonly counts: DatasetCounts;
  /** The first frame, decoded now; a fault names what is wrong with the file. */
  readImage(entry: DatasetEntry): Promise<Outcome<OpenedFrame>>;
}
