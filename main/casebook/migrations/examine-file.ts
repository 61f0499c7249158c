import { existsSync, statSync } from 'node:fs';
import { faultOf } from '../../domain/faults/fault.ts';
import type { Clause } from '../../domain/messages/clause.ts';
import { reasonOf } from '../../domain/messages/reason-error.ts';
import { inspectDamaged, inspectDatabase, type Reads } from '../database/database.ts';
import { briefFaultsOfFile, faultsOfFile } from '../database/faults-of-file.ts';
import { CasebookError } from './casebook-error.ts';
import { refuseForeign, versionOf } from './migrate.ts';

/**
 * Every fault of the file, which is left as it is. Where it can't even be read for that, SQLite's words.
 */
export function faultsInFile(path: string): Clause[] {
  try {
    return inspectDamaged(path, faultsOfFile);
  } catch (error) {
    return [reasonOf(error)];
  }
}

/** A larger casebook is not read whole each time that it is opened: a gigabyte takes about two seconds. */
const READ_WHOLE_BYTES = 2 ** 27;

/** True for a main file that is shorter than it says. What its write-ahead log holds may still have to be added. */
function isCut(db: Reads, path: string): boolean {
  const log = `${path}-wal`;
  if (existsSync(log) && statSync(log).size > 0) return false;
  const { pages, bytes } = db.get<{ pages: number; bytes: number }>(
    'SELECT page_count AS pages, page_size AS bytes FROM pragma_page_count, pragma_page_size',
  )!;
  return statSync(path).size < pages * bytes;
}

/**
 * The version of the casebook in a file, which is left as it is, to the last byte; 0 for a new one. Throws for what must not
 * be written to: another program's file, a newer casebook, a damaged one. Of a large casebook only its length and what
 * people said are checked; `faultsOfFile` reads all of it.
 */
export function examineFile(path: string): number {
  return inspectDatabase(path, (db) => {
    refuseForeign(db);
    const isWhole = statSync(path).size <= READ_WHOLE_BYTES;
    if (isCut(db, path) || briefFaultsOfFile(db, isWhole).length > 0) {
      throw new CasebookError(faultOf('casebook.damaged', {}));
    }
    return versionOf(db);
  });
}
