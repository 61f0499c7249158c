import type { Reads } from './database.ts';

/**
 * Faults that SQLite finds in the file itself: damaged pages and indexes, rows that lead nowhere. Empty when it is
 * sound.
 */
export function faultsOfFile(db: Reads): string[] {
  const pages = db.all<{ integrity_check: string }>('PRAGMA integrity_check').map((row) => row.integrity_check);
  const orphans = db.all<{ table: string; parent: string }>('PRAGMA foreign_key_check');
  return [
    ...pages.filter((message) => message !== 'ok'),
    ...orphans.map(({ table, parent }) => `a row of ${table} refers to a missing row of ${parent}`),
  ];
}
