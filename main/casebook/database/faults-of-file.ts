import { clauseOf, type Clause } from '../../domain/messages/clause.ts';
import type { Reads } from './database.ts';

/**
 * Faults that SQLite finds in the file itself: damaged pages and indexes, rows that lead nowhere. Empty when it is
 * sound.
 */
export function faultsOfFile(db: Reads): Clause[] {
  const pages = db.all<{ integrity_check: string }>('PRAGMA integrity_check').map((row) => row.integrity_check);
  const orphans = db.all<{ table: string; parent: string }>('PRAGMA foreign_key_check');
  return [
    ...pages.filter((message) => message !== 'ok').map((words) => clauseOf('library.words', { words })),
    ...orphans.map(({ table, parent }) => clauseOf('casebook.orphan-row', { table, parent })),
  ];
}
