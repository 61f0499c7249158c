import { existsSync, rmSync } from 'node:fs';
import { FaultError, faultError } from '../domain/faults/fault.ts';
import type { StudyId } from '../domain/ids.ts';
import { createAuditRepository } from './audit-trail/audit-repository.ts';
import { headPath } from './audit-trail/head-file.ts';
import { inspectDamaged, openDatabase, type Database, type Reads, type Writes } from './database/database.ts';
import { salvageRows, type RawRow } from './database/salvage-rows.ts';
import { writeWhole } from './database/unfinished-file.ts';
import { toCasebookError } from './migrations/casebook-error.ts';
import { migrate, refuseForeign, versionOf } from './migrations/migrate.ts';
import { refreshLine } from './worklist/worklist-line.ts';

export interface RepairReport {
  /** Tables, with the rows that were saved. */
  readonly saved: Readonly<Record<string, number>>;
  /** Tables of which rows could not be read. */
  readonly incomplete: readonly string[];
  /** Rows that were read but belong to others that are lost: left out. */
  readonly orphans: number;
}

/** Made anew from the others. */
const derived = ['worklist', 'worklist_lines'];

/**
 * Saves what can be read of a damaged casebook into a new one; the damaged one is left as it is. The audit log of the new one
 * says so, and its chain is broken where entries are lost. Throws a CasebookError where nothing can be read.
 */
export function repairCasebook(damaged: string, to: string, clock: () => Date): RepairReport {
  if (existsSync(to)) throw faultError('backup.exists', {});
  try {
    return inspectDamaged(damaged, (from) => {
      refuseForeign(from);
      const version = versionOf(from);
      if (version === 0) throw faultError('casebook.foreign', {});
      return writeWhole(to, (unfinished) => saveInto(unfinished, to, { from, version, clock }));
    });
  } catch (error) {
    if (!existsSync(to)) rmSync(headPath(to), { force: true });
    throw toCasebookError(error);
  }
}

interface Saving {
  readonly from: Reads;
  /** The damaged casebook's. */
  readonly version: number;
  readonly clock: () => Date;
}

function saveInto(unfinished: string, to: string, { from, version, clock }: Saving): RepairReport {
  const database = openDatabase(unfinished);
  try {
    migrate(database, version);
    const report = database.write((into) => salvage(from, into));
    migrate(database);
    finish(database, report, to, clock);
    return report;
  } finally {
    database.close();
  }
}

function salvage(from: Reads, into: Writes): RepairReport {
  into.script('PRAGMA defer_foreign_keys = ON');
  const tables = into
    .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .map(({ name }) => name)
    .filter((name) => !derived.includes(name));
  const saved: Record<string, number> = {};
  const incomplete: string[] = [];
  for (const table of tables) {
    const { count, isWhole } = copyTable(from, into, table);
    saved[table] = count;
    if (!isWhole) incomplete.push(table);
  }
  return { saved, incomplete, orphans: removeOrphans(into) };
}

function copyTable(from: Reads, into: Writes, table: string): { readonly count: number; readonly isWhole: boolean } {
  const columns = into.all<{ name: string }>('SELECT name FROM pragma_table_info(@table)', { table });
  const names = columns.map(({ name }) => name);
  const sql = `INSERT OR IGNORE INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')})
    VALUES (${names.map((name) => `@${name}`).join(', ')})`;
  let count = 0;
  let isFit = true;
  const keep = (row: RawRow): void => {
    try {
      count += into.run(sql, row).changes;
    } catch (error) {
      if (error instanceof FaultError) throw error;
      // Garbage that reads as a row, and that the table doesn't take.
      isFit = false;
    }
  };
  const isWhole = salvageRows(from, table, keep);
  return { count, isWhole: isWhole && isFit };
}

function removeOrphans(into: Writes): number {
  for (let removed = 0; ;) {
    const orphans = into.all<{ table: string; rowid: number | null; parent: string }>('PRAGMA foreign_key_check');
    if (orphans.length === 0) return removed;
    for (const { table, rowid, parent } of orphans) {
      removed += rowid === null ? removeKeyed(into, table, parent) : removeNumbered(into, table, rowid);
    }
  }
}

const removeNumbered = (into: Writes, table: string, rowid: number): number =>
  into.run(`DELETE FROM "${table}" WHERE rowid = @rowid`, { rowid }).changes;

/** From a table whose rows have no number. */
function removeKeyed(into: Writes, table: string, parent: string): number {
  const [{ from: column }] = into.all<{ from: string }>(
    'SELECT "from" FROM pragma_foreign_key_list(@table) WHERE "table" = @parent',
    { table, parent },
  ) as [{ from: string }];
  return into.run(`DELETE FROM "${table}" WHERE "${column}" NOT IN (SELECT id FROM "${parent}")`).changes;
}

function finish(database: Database, { incomplete, orphans }: RepairReport, to: string, clock: () => Date): void {
  const audit = createAuditRepository(database, clock, to);
  database.writeDurably((db) => {
    const studies = db.all<{ study: StudyId }>(
      'SELECT DISTINCT study FROM series WHERE id IN (SELECT series FROM instances)',
    );
    for (const { study } of studies) refreshLine(db, study);
    const details = { incomplete, orphans };
    audit.append(db, { actor: 'overread', action: 'casebook.repaired', subject: 'casebook', details });
  });
}
