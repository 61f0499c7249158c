import SQLite from 'better-sqlite3';
import { FaultError, faultOf, type Fault } from '../../domain/faults/fault.ts';
import { clauseOf } from '../../domain/messages/clause.ts';

type SqliteError = InstanceType<typeof SQLite.SqliteError>;

/** By the beginning of SQLite's extended codes, such as SQLITE_IOERR_WRITE. Others are bugs in a statement. */
const faults: Readonly<Record<string, (error: SqliteError) => Fault>> = {
  SQLITE_BUSY: (error) => faultOf('casebook.locked', {}, error),
  SQLITE_CANTOPEN: (error) =>
    faultOf('casebook.not-opened', { reason: clauseOf('library.words', { words: error.message }) }, error),
  SQLITE_CORRUPT: (error) => faultOf('casebook.damaged', {}, error),
  SQLITE_FULL: (error) => faultOf('casebook.disk-full', {}, error),
  SQLITE_IOERR: (error) => faultOf('casebook.disk-failed', { code: error.code }, error),
  SQLITE_NOTADB: (error) => faultOf('casebook.damaged', {}, error),
  SQLITE_PERM: (error) => faultOf('casebook.read-only', {}, error),
  SQLITE_READONLY: (error) => faultOf('casebook.read-only', {}, error),
};

/** A FaultError where the file, its disk or another program is to blame; otherwise the error itself. */
function named(error: unknown): unknown {
  if (!(error instanceof SQLite.SqliteError)) return error;
  const faultFor = faults[error.code.split('_', 2).join('_')];
  return faultFor === undefined ? error : new FaultError(faultFor(error));
}

/** Does what SQLite may refuse for the sake of its file. Throws a FaultError then. */
export function withFaults<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw named(error);
  }
}

/** The same for rows that are read one by one. */
export function* eachWithFaults<T>(rows: () => Iterable<T>): Generator<T, void, undefined> {
  try {
    yield* rows();
  } catch (error) {
    throw named(error);
  }
}

/** True when the error says that the file is not an SQLite database, or a damaged one. */
export const isDamagedFile = (error: unknown): boolean =>
  error instanceof FaultError && error.fault.code === 'casebook.damaged';

/** True when another program held the lock for too long. */
export const isLocked = (error: unknown): boolean =>
  error instanceof FaultError && error.fault.code === 'casebook.locked';
