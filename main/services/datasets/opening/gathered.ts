/** The entries of a folder or of the reads, before a dataset is made of them. */
import type { AuditStatement } from '../../../domain/datasets/audit-statements.ts';
import type { Casebook } from '../../../casebook/open-casebook.ts';
import type { DatasetEntry } from '../../../domain/datasets/dataset.ts';
import type { Decoder } from '../../decoding/decoder.ts';
import type { Files } from '../../files/allowed-files.ts';

/** An image of a dataset with the place of its file, not numbered yet. */
export interface GatheredEntry extends Omit<DatasetEntry, 'index'> {
  readonly path: string;
  /** Whether rows of index.csv say different things of it. */
  readonly contradicts: boolean;
}

export interface Gathered {
  readonly name: string;
  readonly entries: readonly GatheredEntry[];
  readonly leftOut: readonly AuditStatement[];
}

export interface OpenOptions {
  readonly casebook: Casebook;
  /** Which files may be read. */
  readonly files: Files;
  readonly decoder: Decoder;
  readonly signal?: AbortSignal | undefined;
  /** Images whose content is known, of all. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}
