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
}

const toRecord = ({ started_at: startedAt, ended_at: endedAt, ...row }: Row): ScreeningRecord => ({
  ...row,
  startedAt,
  endedAt,
});

/** The newest that a list shows. */
const MOST_LISTED = 50;

export interface ScreeningRepository {
  begin(title: string): number;
  count(id: number, total: number): void;
  /** Counts a file, and lists it where it was not scored or is a duplicate. */
  add(id: number, file: FileOutcome): void;
  end(id: number): void;
  /** Newest first. */
  list(): readonly ScreeningRecord[];
  /** In the order in which they were screened. */
  files(id: number): readonly ListedFile[];
}

function listFile(db: Writes, screening: number, { path, status, reason = '', sameAs }: FileOutcome): void {
  const insert = (listed: string, why: string): void =>
    void db.run(
      'INSERT INTO screening_files (screening, path, status, reason) VALUES (@screening, @path, @listed, @why)',
      { screening, path, listed, why },
    );
  if (status !== 'scored') insert(status, reason);
  if (sameAs !== undefined) insert('duplicate', sameAs);
}

export function createScreeningRepository(database: Database, clock: () => Date): ScreeningRepository {
  const now = (): string => clock().toISOString();
  return {
    begin: (title) =>
      database.write(
        (db) => db.run('INSERT INTO screenings (title, started_at) VALUES (@title, @now)', { title, now: now() }).id,
      ),
    count: (id, total) =>
      void database.write((db) => db.run('UPDATE screenings SET total = @total WHERE id = @id', { id, total })),
    add: (id, file) =>
      database.write((db) => {
        db.run(`UPDATE screenings SET ${file.status} = ${file.status} + 1 WHERE id = @id`, { id });
        listFile(db, id, file);
      }),
    end: (id) =>
      void database.write((db) => db.run('UPDATE screenings SET ended_at = @now WHERE id = @id', { id, now: now() })),
    list: () =>
      database.read
        .all<Row>('SELECT * FROM screenings ORDER BY id DESC LIMIT @most', { most: MOST_LISTED })
        .map(toRecord),
    files: (id) =>
      database.read.all<ListedFile>(
        'SELECT path, status, reason FROM screening_files WHERE screening = @id ORDER BY id',
        { id },
      ),
  };
}
