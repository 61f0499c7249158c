import { parseStoredMessage, toCodedMessage } from '../../domain/messages/coded-message.ts';
import type { ScreeningTitle } from '../../domain/messages/work-title.ts';
import type { ListedFile, ScreeningRecord } from '../../domain/studies/screening-record.ts';
import type { FileOutcome } from '../../domain/job.ts';
import type { Database, Writes } from '../database/database.ts';

interface Row {
  readonly id: number;
  readonly title: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly total: number | null;
  readonly scored: number;
  readonly refused: number;
  readonly failed: number;
  readonly ignored: number;
}

type FileRow =
  | {
      readonly path: string;
      readonly status: 'refused' | 'failed' | 'ignored';
      readonly fault: string;
      readonly same_as: null;
    }
  | { readonly path: string; readonly status: 'duplicate'; readonly fault: null; readonly same_as: string };

const toListedFile = ({ path, ...row }: FileRow): ListedFile =>
  row.status === 'duplicate'
    ? { path, status: row.status, sameAs: row.same_as }
    : { path, status: row.status, fault: parseStoredMessage(row.fault) };

const toRecord = ({ title, started_at: startedAt, ended_at: endedAt, ...row }: Row): ScreeningRecord => ({
  ...row,
  title: parseStoredMessage(title),
  startedAt,
  endedAt,
});

/** The newest that a list shows. */
const MOST_LISTED = 50;

export interface ScreeningRepository {
  begin(title: ScreeningTitle): number;
  count(id: number, total: number): void;
  /** Counts a file, and lists it where it was not scored or is a duplicate. */
  add(id: number, file: FileOutcome): void;
  end(id: number): void;
  /** Newest first. */
  list(): readonly ScreeningRecord[];
  /** A page of them, in the order in which they were screened. */
  files(id: number, page: { readonly offset: number; readonly limit: number }): readonly ListedFile[];
}

function listFile(db: Writes, screening: number, file: FileOutcome): void {
  const { path, sameAs } = file;
  const insert = (status: ListedFile['status'], fault: string | null, copyOf: string | null): void =>
    void db.run(
      `INSERT INTO screening_files (screening, path, status, fault, same_as)
       VALUES (@screening, @path, @status, @fault, @copyOf)`,
      { screening, path, status, fault, copyOf },
    );
  if (file.status !== 'scored') insert(file.status, JSON.stringify(toCodedMessage(file.fault)), null);
  if (sameAs !== undefined) insert('duplicate', null, sameAs);
}

export function createScreeningRepository(database: Database, clock: () => Date): ScreeningRepository {
  const now = (): string => clock().toISOString();
  return {
    begin: (title) =>
      database.write(
        (db) =>
          db.run('INSERT INTO screenings (title, started_at) VALUES (@title, @now)', {
            title: JSON.stringify(title),
            now: now(),
          }).id,
      ),
    count: (id, total) =>
      void database.write((db) => db.run('UPDATE screenings SET total = @total WHERE id = @id', { id, total })),
    add: (id, file) =>
      database.write((db) => {
        // Those ignored are counted where they are listed.
        if (file.status !== 'ignored')
          db.run(`UPDATE screenings SET ${file.status} = ${file.status} + 1 WHERE id = @id`, { id });
        listFile(db, id, file);
      }),
    end: (id) =>
      void database.write((db) => db.run('UPDATE screenings SET ended_at = @now WHERE id = @id', { id, now: now() })),
    list: () =>
      database.read
        .all<Row>(
          `SELECT *, (SELECT count(*) FROM screening_files WHERE screening = screenings.id AND status = 'ignored') AS ignored
           FROM screenings ORDER BY id DESC LIMIT @most`,
          { most: MOST_LISTED },
        )
        .map(toRecord),
    files: (id, { offset, limit }) =>
      database.read
        .all<FileRow>(
          `SELECT path, status, fault, same_as FROM screening_files WHERE screening = @id ORDER BY id
           LIMIT @limit OFFSET @offset`,
          { id, offset, limit },
        )
        .map(toListedFile),
  };
}
