/**
 * The only file that talks to better-sqlite3. A repository sees a handle that can read, and gets one
 * that can write only inside a transaction that holds the write lock from its first statement. Each throws a FaultError
 * for what is no bug: a full or failing disk, a damaged or protected file, a lock that another program holds.
 */
import { closeSync, existsSync, openSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { eachWithFaults, isDamagedFile, isLocked, withFaults } from './fault-of-sqlite.ts';
import { requireFile } from './require-file.ts';
import { writeWhole } from './unfinished-file.ts';

export type Parameters = Readonly<Record<string, string | number | null | Uint8Array>>;

export interface Reads {
  get<Row>(sql: string, parameters?: Parameters): Row | undefined;
  all<Row>(sql: string, parameters?: Parameters): Row[];
  /** One row at a time, for tables that should not be held in memory. */
  each<Row>(sql: string, parameters?: Parameters): IterableIterator<Row>;
}

export interface Writes extends Reads {
  /** Runs a statement; `id` is the row that was inserted last. */
  run(sql: string, parameters?: Parameters): { readonly id: number; readonly changes: number };
  /** Runs several statements without parameters, such as a migration. */
  script(sql: string): void;
}

export interface Database {
  readonly read: Reads;
  /** Several queries that see one state, whatever another process writes meanwhile. */
  snapshot<T>(work: (db: Reads) => T): T;
  /** One transaction (BEGIN IMMEDIATE): all of it is kept, or nothing when the work throws. May be nested. */
  write<T>(work: (db: Writes) => T): T;
  /** The same, for what can't be made again: on the disk when it returns, with all that was written before. */
  writeDurably<T>(work: (db: Writes) => T): T;
  /** Called after each transaction that was kept. */
  afterCommit(listener: () => void): void;
  close(): void;
}

/** How long one process waits for another that is writing, milliseconds. */
const BUSY_TIMEOUT_MS = 5000;

/** Copying and upgrading a large casebook takes its time. */
const ALONE_TIMEOUT_MS = 120_000;

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function openConnection(path: string, options: SQLite.Options = {}): SQLite.Database {
  requireFile(path);
  return withFaults(() => new SQLite(path, { timeout: BUSY_TIMEOUT_MS, ...options }));
}

/** Switching to WAL needs the file alone and does not use the busy timeout; two processes may start at once. */
function switchToWal(connection: SQLite.Database): void {
  for (let waitedMs = 0; ; waitedMs += 25) {
    try {
      withFaults(() => connection.pragma('journal_mode = WAL'));
      return;
    } catch (error) {
      if (!isLocked(error) || waitedMs >= BUSY_TIMEOUT_MS) throw error;
      sleep(25);
    }
  }
}

/** A new file, and what SQLite puts beside it, is for this account alone. One that is there keeps its permissions. */
function makePrivate(path: string): void {
  if (path !== ':memory:' && !existsSync(path)) closeSync(openSync(path, 'a', 0o600));
}

function connect(path: string): SQLite.Database {
  makePrivate(path);
  const connection = openConnection(path);
  try {
    switchToWal(connection);
    // After a power cut the last imports and predictions may be missing, and are made again; nothing is
    // damaged. What people said is written with `writeDurably`.
    connection.pragma('synchronous = NORMAL');
    connection.pragma('foreign_keys = ON');
    connection.pragma('cache_size = -65536');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

interface Statements {
  prepare(sql: string): SQLite.Statement;
  readonly read: Reads;
}

/** Each statement is compiled once. */
function createStatements(connection: SQLite.Database): Statements {
  const statements = new Map<string, SQLite.Statement>();
  function prepare(sql: string): SQLite.Statement {
    const known = statements.get(sql) ?? withFaults(() => connection.prepare(sql));
    statements.set(sql, known);
    return known;
  }
  function prepareQuery(sql: string): SQLite.Statement {
    const statement = prepare(sql);
    if (!statement.readonly) throw new Error(`A query must not write: ${sql}`);
    return statement;
  }
  const read: Reads = {
    get: <Row>(sql: string, parameters: Parameters = {}) =>
      withFaults(() => prepareQuery(sql).get(parameters)) as Row | undefined,
    all: <Row>(sql: string, parameters: Parameters = {}) =>
      withFaults(() => prepareQuery(sql).all(parameters)) as Row[],
    each: <Row>(sql: string, parameters: Parameters = {}) =>
      eachWithFaults(() => prepareQuery(sql).iterate(parameters) as IterableIterator<Row>),
  };
  return { prepare, read };
}

function withReader<T>(path: string, work: (connection: SQLite.Database, read: Reads) => T): T {
  const connection = openConnection(path, { readonly: true });
  try {
    return work(connection, createStatements(connection).read);
  } finally {
    connection.close();
  }
}

/** Looks at a file in one state, without a change to it, even to its header. */
export function inspectDatabase<T>(path: string, look: (db: Reads) => T): T {
  return withReader(path, (connection, read) => withFaults(() => connection.transaction(() => look(read)).deferred()));
}

/** The same, query by query: a damage that is met ends one of them, and would end the state that they share. */
export function inspectDamaged<T>(path: string, look: (db: Reads) => T): T {
  return withReader(path, (_, read) => look(read));
}

/**
 * Writes the whole database, with what its write-ahead log holds, to a new file of this account alone; the original stays
 * as it is, and others may write to it meanwhile. A copy that can't be finished leaves nothing.
 */
export function copyDatabase(from: string, to: string): void {
  const connection = openConnection(from, { readonly: true });
  try {
    writeWhole(to, (unfinished) => withFaults(() => connection.prepare('VACUUM INTO ?').run(unfinished)));
  } finally {
    connection.close();
  }
}

/**
 * True when another connection has the file open. Otherwise all that lay in its write-ahead log is in the file afterwards.
 * Of a file that SQLite can't read it can't be told.
 */
export function isOpenElsewhere(path: string): boolean {
  const connection = openConnection(path, { timeout: 0 });
  try {
    connection.pragma('locking_mode = EXCLUSIVE');
    withFaults(() => connection.exec('BEGIN EXCLUSIVE; COMMIT'));
    return false;
  } catch (error) {
    if (isLocked(error)) return true;
    if (isDamagedFile(error)) return false;
    throw error;
  } finally {
    connection.close();
  }
}

/**
 * Does what only one process may do at a time; the others wait. The lock is SQLite's own on an empty file, which stays: a
 * process that is killed lets go of it. Throws `casebook.locked` where another takes too long.
 */
export function whileAlone<T>(lock: string, work: () => T): T {
  makePrivate(lock);
  const connection = openConnection(lock, { timeout: ALONE_TIMEOUT_MS });
  try {
    withFaults(() => connection.exec('BEGIN EXCLUSIVE'));
    return work();
  } finally {
    connection.close();
  }
}

/** Opens the file, or creates it. */
export function openDatabase(path: string): Database {
  const connection = withFaults(() => connect(path));
  const { prepare, read } = createStatements(connection);
  const writes: Writes = {
    ...read,
    run(sql, parameters = {}) {
      const { lastInsertRowid, changes } = withFaults(() => prepare(sql).run(parameters));
      return { id: Number(lastInsertRowid), changes };
    },
    script: (sql) => void withFaults(() => connection.exec(sql)),
  };
  let committed: () => void = () => undefined;
  const write: Database['write'] = (work) => {
    if (connection.inTransaction) return work(writes);
    const result = withFaults(() => connection.transaction(() => work(writes)).immediate());
    committed();
    return result;
  };
  return {
    read,
    snapshot: (work) =>
      connection.inTransaction ? work(read) : withFaults(() => connection.transaction(() => work(read)).deferred()),
    write,
    writeDurably(work) {
      connection.pragma('synchronous = FULL');
      try {
        return write(work);
      } finally {
        connection.pragma('synchronous = NORMAL');
      }
    },
    afterCommit: (listener) => void (committed = listener),
    close: () => void connection.close(),
  };
}
