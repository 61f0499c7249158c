import type { Parameters, Reads } from './database.ts';
import { isDamagedFile } from './fault-of-sqlite.ts';

/** A row as it lies in the file. */
export type RawRow = Record<string, string | number | null | Uint8Array>;

/** Reads that may fail in one table; more would be a matter of hours. */
const PATIENCE = 100_000;

/** Rows until the first that can't be read; true when there was none. */
function readUntilDamage(db: Reads, sql: string, parameters: Parameters, keep: (row: RawRow) => void): boolean {
  try {
    for (const row of db.each<RawRow>(sql, parameters)) keep(row);
    return true;
  } catch (error) {
    if (isDamagedFile(error)) return false;
    throw error;
  }
}

function highestRow(db: Reads, table: string): number {
  try {
    return db.get<{ high: number | null }>(`SELECT max(rowid) AS high FROM "${table}"`)?.high ?? 0;
  } catch (error) {
    if (!isDamagedFile(error)) throw error;
    // A row takes some bytes: there can't be more of them than this, and few numbers are left out.
    return db.get<{ pages: number }>('SELECT page_count AS pages FROM pragma_page_count')!.pages * 128;
  }
}

/** Reads on behind each place that can't be read, by halves. */
function salvageByNumber(db: Reads, table: string, keep: (row: RawRow) => void): boolean {
  const sql = `SELECT rowid AS salvaged, * FROM "${table}" WHERE rowid BETWEEN @low AND @high ORDER BY rowid`;
  let failures = 0;
  function readRange(low: number, high: number): void {
    if (low > high || failures >= PATIENCE) return;
    let next = low;
    const isWhole = readUntilDamage(db, sql, { low, high }, ({ salvaged, ...row }) => {
      keep(row);
      next = Number(salvaged) + 1;
    });
    if (isWhole) return;
    failures++;
    if (next >= high) return;
    const middle = Math.floor((next + high) / 2);
    readRange(next, middle);
    readRange(middle + 1, high);
  }
  readRange(1, highestRow(db, table));
  return failures === 0;
}

/** From both ends: what lies between two damages is lost. Rows may come twice. */
function salvageByKey(db: Reads, table: string, keep: (row: RawRow) => void): boolean {
  const key = db
    .all<{ name: string }>('SELECT name FROM pragma_table_info(@table) WHERE pk > 0 ORDER BY pk', { table })
    .map(({ name }) => `"${name}"`);
  const inOrder = (order: string): string =>
    `SELECT * FROM "${table}" ORDER BY ${key.map((column) => `${column} ${order}`).join(', ')}`;
  if (readUntilDamage(db, inOrder('ASC'), {}, keep)) return true;
  readUntilDamage(db, inOrder('DESC'), {}, keep);
  return false;
}

/** Every row of a table that can still be read. True when none was lost. */
export function salvageRows(db: Reads, table: string, keep: (row: RawRow) => void): boolean {
  const kind = db.get<{ wr: number }>("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = @table", {
    table,
  });
  return kind?.wr === 1 ? salvageByKey(db, table, keep) : salvageByNumber(db, table, keep);
}
