import { existsSync, rmSync } from 'node:fs';
import { FaultError, faultError } from '../domain/faults/fault.ts';
import type { StudyId } from '../domain/ids.ts';
import { createAuditRepository } from './audit-trail/audit-repository.ts';
import { headPath } from './audit-trail/head-file.ts';
import type { RowReference } from './audit-trail/row-hashes.ts';
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
  /** Studies for which all is lost that their files state of the patient: it is read from the files again. */
  readonly withoutPatient: readonly StudyId[];
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
  if (tables.includes('persons')) restorePersons(into);
  const withoutPatient = detachStudies(into);
  removeOrphans(into);
  const kept = Object.fromEntries(tables.map((table) => [table, countRows(into, table)]));
  const orphans = tables.reduce((sum, table) => sum + Math.max(0, saved[table]! - kept[table]!), 0);
  return { saved: kept, incomplete, orphans, withoutPatient };
}

const countRows = (db: Reads, table: string): number =>
  db.get<{ n: number }>(`SELECT count(*) AS n FROM "${table}"`)!.n;

/** A person is nothing but a number, which others name. */
function restorePersons(into: Writes): void {
  into.run(`INSERT OR IGNORE INTO persons (id)
    SELECT person FROM studies WHERE person IS NOT NULL UNION SELECT person FROM patients WHERE person IS NOT NULL`);
}

/** A study is more than what its files state of the patient: its answers can't be made again. */
function detachStudies(into: Writes): StudyId[] {
  const lost = 'patient NOT IN (SELECT id FROM patients)';
  const studies = into.all<{ id: StudyId }>(`SELECT id FROM studies WHERE ${lost}`).map(({ id }) => id);
  // The identity of a study with a UID names its patient, whose number another may get now.
  into.run(`UPDATE studies SET patient = NULL, identity = CASE WHEN uid IS NULL THEN identity ELSE 'repaired ' || id END
    WHERE ${lost}`);
  return studies;
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

function removeOrphans(into: Writes): void {
  for (;;) {
    const orphans = into.all<{ table: string; rowid: number | null; parent: string }>('PRAGMA foreign_key_check');
    if (orphans.length === 0) return;
    for (const { table, rowid, parent } of orphans) {
      if (rowid === null) removeKeyed(into, table, parent);
      else into.run(`DELETE FROM "${table}" WHERE rowid = @rowid`, { rowid });
    }
  }
}

/** From a table whose rows have no number. */
function removeKeyed(into: Writes, table: string, parent: string): void {
  const [{ from: column }] = into.all<{ from: string }>(
    'SELECT "from" FROM pragma_foreign_key_list(@table) WHERE "table" = @parent',
    { table, parent },
  ) as [{ from: string }];
  into.run(`DELETE FROM "${table}" WHERE "${column}" NOT IN (SELECT id FROM "${parent}")`);
}

/** Their headers are read from the files again, with the patient, when the images are opened. */
function forgetHeaders(db: Writes, studies: readonly StudyId[]): RowReference[] {
  return studies.flatMap((study) => {
    const instances = db.all<{ id: number }>(
      'SELECT id FROM instances WHERE series IN (SELECT id FROM series WHERE study = @study)',
      { study },
    );
    for (const { id } of instances) db.run('UPDATE instances SET details = NULL WHERE id = @id', { id });
    return [
      { table: 'studies', id: study } as const,
      ...instances.map(({ id }) => ({ table: 'instances', id }) as const),
    ];
  });
}

function finish(database: Database, report: RepairReport, to: string, clock: () => Date): void {
  const audit = createAuditRepository(database, clock, to);
  database.writeDurably((db) => {
    const rows = forgetHeaders(db, report.withoutPatient);
    const studies = db.all<{ study: StudyId }>(
      'SELECT DISTINCT study FROM series WHERE id IN (SELECT series FROM instances)',
    );
    for (const { study } of studies) refreshLine(db, study);
    const { incomplete, orphans, withoutPatient } = report;
    const details = { incomplete, orphans, withoutPatient: withoutPatient.length };
    audit.append(db, { actor: 'overread', action: 'casebook.repaired', subject: 'casebook', details, rows });
  });
}
