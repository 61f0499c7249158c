import { createHash } from 'node:crypto';
import type { AuditEntry } from '../../domain/audit-entry.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { failure, success } from '../../domain/outcome.ts';
import type { StudyId } from '../../domain/ids.ts';
import type { Database, Reads, Writes } from '../database/database.ts';

export type NewAuditEntry = Omit<AuditEntry, 'id' | 'at'>;

interface AuditRow {
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly details: string;
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
  const content = JSON.stringify([previousHash, row.id, row.at, row.actor, row.action, row.subject, row.details]);
  return createHash('sha256').update(content).digest('hex');
}

function toEntry(row: AuditRow): AuditEntry {
  const { id, at, actor, action, subject } = row;
  return { id, at, actor, action, subject, details: JSON.parse(row.details) as AuditEntry['details'] };
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
  /** The number of entries when the chain holds; otherwise where it breaks. */
  verify(): Outcome<number>;
}

/** Append-only (the table's triggers see to it) and hash-chained. */
export function createAuditRepository(database: Database, clock: () => Date): AuditRepository {
  const ofSubject = (subject: string): readonly AuditEntry[] =>
    database.read.all<AuditRow>('SELECT * FROM audit WHERE subject = @subject ORDER BY id', { subject }).map(toEntry);
  return {
    append(db, entry) {
      const last = db.get<{ id: number; hash: string }>('SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1');
      const { actor, action, subject } = entry;
      const details = JSON.stringify(entry.details);
      const row = { id: (last?.id ?? 0) + 1, at: clock().toISOString(), actor, action, subject, details };
      db.run(
        `INSERT INTO audit (id, at, actor, action, subject, details, hash)
         VALUES (@id, @at, @actor, @action, @subject, @details, @hash)`,
        { ...row, hash: hashOf(last?.hash ?? BEGINNING, row) },
      );
      return row.id;
    },
    ofStudy: (study) => ofSubject(subjectOf(study)),
    ofSubject,
    get(id) {
      const row = database.read.get<AuditRow>('SELECT * FROM audit WHERE id = @id', { id });
      return row && toEntry(row);
    },
    // In one state, so that another process's entry can't come between the rows and the counter.
    verify: () => database.snapshot(findBreak),
  };
}
