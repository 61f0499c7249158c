import { createHash } from 'node:crypto';
import type { AuditEntry } from '../../domain/audit-entry.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { failure, success } from '../../domain/outcome.ts';
import type { StudyId } from '../../domain/ids.ts';
import type { Database, Reads, Writes } from '../database/database.ts';
import { readHead, writeHead, type AuditHead } from './head-file.ts';
import { checkRows, vouchFor, type RowCheck, type RowReference } from './row-hashes.ts';

export type NewAuditEntry = Omit<AuditEntry, 'id' | 'at'> & {
  /** The rows that it is about, as they stand: it holds their hashes. */
  readonly rows?: readonly RowReference[];
};

interface AuditRow {
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly details: string;
  /** JSON; null in entries from before rows were vouched for. */
  readonly vouched: string | null;
  readonly hash: string;
}

const STUDY_PREFIX = 'study:';

export function subjectOf(study: StudyId): string {
  return `${STUDY_PREFIX}${study}`;
}

/** The other way round. */
export function studyOf(subject: string): StudyId {
  return Number(subject.slice(STUDY_PREFIX.length)) as StudyId;
}

/** Covered by the first entry's hash in place of the entry before it. */
const BEGINNING = '0'.repeat(64);

function hashOf(previousHash: string, row: Omit<AuditRow, 'hash'>): string {
  const content = [previousHash, row.id, row.at, row.actor, row.action, row.subject, row.details];
  if (row.vouched !== null) content.push(row.vouched);
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

function toEntry(row: AuditRow): AuditEntry {
  const { id, at, actor, action, subject } = row;
  return { id, at, actor, action, subject, details: JSON.parse(row.details) as AuditEntry['details'] };
}

/** The subject of entries on the log itself. */
const AUDIT = 'audit';
const DIFFERED = 'audit.head-differed';

const lastOf = (db: Reads): AuditHead | undefined =>
  db.get<AuditHead>('SELECT id AS entries, hash FROM audit ORDER BY id DESC LIMIT 1');

/** True where the log goes on from the head that was kept beside it. */
function continues(db: Reads, head: AuditHead): boolean {
  return db.get<{ hash: string }>('SELECT hash FROM audit WHERE id = @entries', { ...head })?.hash === head.hash;
}

/** A head that did not agree, of now or of a time that the log tells of. */
function findCut(db: Reads, differing: AuditHead | undefined): Outcome<void> {
  const told = db.get<{ id: number; details: string }>(
    'SELECT id, details FROM audit WHERE subject = @subject AND action = @action ORDER BY id LIMIT 1',
    { subject: AUDIT, action: DIFFERED },
  );
  if (told !== undefined) {
    const { entries } = JSON.parse(told.details) as AuditHead;
    return failure('casebook.audit-head', { entries: told.id - 1, expected: entries });
  }
  if (differing === undefined) return success(undefined);
  return failure('casebook.audit-head', { entries: lastOf(db)?.entries ?? 0, expected: differing.entries });
}

function findBreak(db: Reads): Outcome<number> {
  let previousHash = BEGINNING;
  let lastId = 0;
  for (const row of db.each<AuditRow>('SELECT * FROM audit ORDER BY id')) {
    if (row.id !== lastId + 1 || row.hash !== hashOf(previousHash, row)) {
      return failure('casebook.audit-changed', { entry: row.id });
    }
    previousHash = row.hash;
    lastId = row.id;
  }
  // A log cut at its end is a valid chain; SQLite's own counter of the ids remembers how long it was.
  const counter = db.get<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")?.seq ?? 0;
  if (counter !== lastId) {
    return failure('casebook.audit-cut', { entries: lastId, expected: counter });
  }
  return success(lastId);
}

export interface AuditRepository {
  /** Adds an entry in the transaction of what it tells of; returns its id. */
  append(db: Writes, entry: NewAuditEntry): number;
  /** The entries of one study, oldest first. */
  ofStudy(study: StudyId): readonly AuditEntry[];
  /** The entries of anything else, oldest first. */
  ofSubject(subject: string): readonly AuditEntry[];
  get(id: number): AuditEntry | undefined;
  /** The number of entries when the chain holds and goes on from the head kept beside the casebook; otherwise where it breaks. */
  verify(): Outcome<number>;
  /** Whether the rows that entries are about are as the entries say. Reads all of them. */
  checkRows(): RowCheck;
  /** False where no head is kept beside the casebook, so that a log cut at its end can't be told from a whole one. */
  isHeadKept(): boolean;
}

/** Append-only (the table's triggers see to it) and hash-chained. */
export function createAuditRepository(database: Database, clock: () => Date, path = ':memory:'): AuditRepository {
  const isKept = path !== ':memory:';
  const head = isKept ? readHead(path) : undefined;
  let differing = head !== undefined && !continues(database.read, head) ? head : undefined;
  let isNewer = false;
  database.afterCommit(() => {
    if (!isNewer) return;
    isNewer = false;
    differing = undefined;
    const last = lastOf(database.read);
    if (isKept && last !== undefined) writeHead(path, last);
  });
  const ofSubject = (subject: string): readonly AuditEntry[] =>
    database.read.all<AuditRow>('SELECT * FROM audit WHERE subject = @subject ORDER BY id', { subject }).map(toEntry);
  function insert(db: Writes, { actor, action, subject, details, rows = [] }: NewAuditEntry): number {
    const last = lastOf(db);
    const row = {
      id: (last?.entries ?? 0) + 1,
      at: clock().toISOString(),
      actor,
      action,
      subject,
      details: JSON.stringify(details),
      vouched: vouchFor(db, rows),
    };
    db.run(
      `INSERT INTO audit (id, at, actor, action, subject, details, vouched, hash)
       VALUES (@id, @at, @actor, @action, @subject, @details, @vouched, @hash)`,
      { ...row, hash: hashOf(last?.hash ?? BEGINNING, row) },
    );
    return row.id;
  }
  const hasTold = (db: Reads, other: AuditHead): boolean =>
    db.get('SELECT 1 FROM audit WHERE subject = @subject AND action = @action AND details = @details', {
      subject: AUDIT,
      action: DIFFERED,
      details: JSON.stringify(other),
    }) !== undefined;
  return {
    append(db, entry) {
      // The head is about to be written anew: the log itself has to tell that it was another.
      if (differing !== undefined && !hasTold(db, differing)) {
        insert(db, { actor: 'overread', action: DIFFERED, subject: AUDIT, details: differing });
      }
      isNewer = true;
      return insert(db, entry);
    },
    ofStudy: (study) => ofSubject(subjectOf(study)),
    ofSubject,
    get(id) {
      const row = database.read.get<AuditRow>('SELECT * FROM audit WHERE id = @id', { id });
      return row && toEntry(row);
    },
    // In one state, so that another process's entry can't come between the rows and the counter.
    verify: () =>
      database.snapshot((db) => {
        const chain = findBreak(db);
        const cut = findCut(db, differing);
        return chain.ok && !cut.ok ? cut : chain;
      }),
    checkRows: () => database.snapshot(checkRows),
    isHeadKept: () => readHead(path) !== undefined,
  };
}
