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

/** People's answers, and whom they are about: these can't be made again from the images. */
const ESSENTIAL = ['adjudications', 'patients', 'persons', 'review_withdrawals', 'reviews', 'studies'];

/**
 * Damage that is found without reading everything twice, as `faultsOfFile` does to compare indexes with their tables.
 * @param isWhole false: only the tables that can't be made again
 */
export function briefFaultsOfFile(db: Reads, isWhole: boolean): Clause[] {
  const tables = db
    .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .map(({ name }) => name)
    .filter((name) => ESSENTIAL.includes(name));
  const checks = isWhole ? ['PRAGMA quick_check'] : tables.map((table) => `PRAGMA quick_check(${table})`);
  return checks
    .flatMap((check) => db.all<{ quick_check: string }>(check))
    .filter(({ quick_check: message }) => message !== 'ok')
    .map(({ quick_check: words }) => clauseOf('library.words', { words }));
}
