import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, closeSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FaultError } from '../../domain/faults/fault.ts';
import { openDatabase, type Database } from './database.ts';

let folder: string;
let path: string;
let database: Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faults-'));
  path = join(folder, 'casebook.sqlite');
  database = openDatabase(path);
  database.write((db) => db.script('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)'));
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const setTo = (pragma: string): void => database.write((db) => db.script(`PRAGMA ${pragma}`));

const insert = (count: number): void =>
  database.write((db) => {
    for (let i = 0; i < count; i++) db.run('INSERT INTO notes (text) VALUES (@text)', { text: 'x'.repeat(1000) });
  });

const countNotes = (): number => database.read.get<{ n: number }>('SELECT count(*) AS n FROM notes')!.n;

function faultOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    if (error instanceof FaultError) return error.fault.code;
    throw error;
  }
}

test('a full disk is told, nothing of the transaction is kept, and with room the next one is', () => {
  insert(3);
  setTo('max_page_count = 10');
  expect(faultOf(() => insert(100))).toBe('casebook.disk-full');
  expect(countNotes()).toBe(3);
  setTo('max_page_count = 1000');
  insert(100);
  expect(countNotes()).toBe(103);
});

test('a lock that another program does not let go of is told, and what was waited for can be done afterwards', () => {
  const other = openDatabase(path);
  setTo('busy_timeout = 10');
  const told = other.write(() => faultOf(() => insert(1)));
  expect(told).toBe('casebook.locked');
  insert(1);
  expect(countNotes()).toBe(1);
  other.close();
});

test('a file that may not be written is told', () => {
  setTo('query_only = ON');
  expect(faultOf(() => insert(1))).toBe('casebook.read-only');
});

test('a folder in the file’s place is told', () => {
  expect(faultOf(() => openDatabase(folder))).toBe('casebook.is-folder');
});

test.each([
  ['one by one', () => [...database.read.each('SELECT * FROM notes')]],
  ['together', () => database.read.all('SELECT * FROM notes')],
  ['in one state', () => database.snapshot((db) => db.get('SELECT sum(length(text)) FROM notes'))],
])('damage that is met while rows are read %s is told', (_, read) => {
  insert(100);
  database.close();
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(20 * 4096, 7), 0, 20 * 4096, 2 * 4096);
  closeSync(file);
  database = openDatabase(path);
  expect(faultOf(read)).toBe('casebook.damaged');
});

test('a mistake in a statement is a bug, and stays one', () => {
  expect(() => database.read.get('SELECT missing FROM notes')).toThrow('no such column');
});

test.skipIf(process.platform === 'win32')(
  'a disk that takes no more is told by the system’s refusal (skipped on Windows: no limit on files)',
  () => {
    database.close();
    const program = `
      import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, 'database.ts'))};
      const database = openDatabase(${JSON.stringify(path)});
      try {
        database.write((db) => db.run("INSERT INTO notes VALUES (1, hex(zeroblob(1000000)))"));
      } catch (error) {
        console.log(error.fault.code, error.fault.details.code);
      }
      console.log(database.read.all('SELECT * FROM notes').length);`;
    // In blocks of 512 bytes: the write-ahead log may not grow beyond 500 kB.
    const limited = 'ulimit -f 1000; exec "$0" --input-type=module -e "$1"';
    const told = execFileSync('sh', ['-c', limited, process.execPath, program], { encoding: 'utf8' });
    expect(told).toBe('casebook.disk-failed SQLITE_IOERR_WRITE\n0\n');
    database = openDatabase(path);
  },
);
