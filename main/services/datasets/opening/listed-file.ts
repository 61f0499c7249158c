import type { DatasetSplit } from '../../../domain/datasets/dataset-terms.ts';

/** A line of index.csv, or a file of a class folder. */
export interface ListedFile {
  /** Relative to the data set's folder, with forward slashes. */
  readonly file: string;
  /** Absolute, in the letters of the disk. */
  readonly path: string;
  /** Several with `|` between them. */
  readonly label: string;
  /** As given in index.csv. */
  readonly patient: string | null;
  /** As given in index.csv or by a folder above the class folders. */
  readonly split: DatasetSplit | null;
  /** Whether rows of index.csv say different things of the file. */
  readonly contradicts: boolean;
  /** The further columns of index.csv that say something, by their names in lower case. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A row of index.csv, or a file of a class folder; the split as written. */
export type Row = Omit<ListedFile, 'split' | 'path'> & { readonly split: string };
