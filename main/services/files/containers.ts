import type { Outcome } from '../../domain/outcome.ts';
import type { ArchivedFile } from '../disk/archive.ts';

/** Reads what holds other files, which may be made to harm as any file from outside: apart from the walk that asks. */
export interface Containers {
  /** The files that a disc's index names: for each the names of its folders and its own. */
  index(path: string): Promise<Outcome<readonly (readonly string[])[]>>;
  /** The files in an archive. Faults: `archive.…` and `file.…`. */
  archive(path: string): Promise<Outcome<readonly ArchivedFile[]>>;
}
