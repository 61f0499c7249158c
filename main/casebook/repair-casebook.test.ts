import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeImage, makePrediction } from '../../tests/support/make-casework.ts';
import { openCasebook } from './open-casebook.ts';
import { repairCasebook } from './repair-casebook.ts';

const clock = (): Date => new Date('2026-12-01T09:30:00Z');
const IMAGES = 60;
let folder: string;
let path: string;
let repaired: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'repair-'));
  path = join(folder, 'casebook.sqlite');
  repaired = join(folder, 'repaired.sqlite');
  const casebook = openCasebook(path, clock);
  for (let number = 1; number <= IMAGES; number++) {
    const { instance } = casebook.instances.import(makeImage(number));
    casebook.predictions.add(makePrediction(instance.id, 0.5));
  }
  casebook.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Overwrites a page of a table's rows; gives the file's bytes. */
function damage(table: string): Buffer {
  const raw = new SQLite(path, { readonly: true });
  const page = raw
    .prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET 1")
    .pluck()
    .get(table) as number;
  raw.close();
  const bytes = readFileSync(path);
  bytes.fill(7, (page - 1) * 4096, page * 4096);
  writeFileSync(path, bytes);
  return bytes;
}

test.each(['instances', 'predictions', 'audit'])('saves all but the rows of a lost page of %s', (table) => {
  const bytes = damage(table);
  expect(() => openCasebook(path, clock)).toThrow(/^casebook\.damaged/);
  const { saved, incomplete } = repairCasebook(path, repaired, clock);
  expect(incomplete).toContain(table);
  expect(saved[table]).toBeGreaterThan(10);
  expect(saved[table]).toBeLessThan(table === 'audit' ? 2 * IMAGES : IMAGES);
  expect(saved['studies']).toBe(IMAGES);
  expect(readFileSync(path).equals(bytes)).toBe(true);
  const casebook = openCasebook(repaired, clock);
  expect(casebook.faults()).toEqual([]);
  const { total } = casebook.worklist.query({
    search: '',
    filter: 'all',
    keep: [],
    sort: 'importedAt',
    descending: true,
    offset: 0,
    limit: 1,
  });
  expect(total).toBe(table === 'instances' ? saved['instances'] : IMAGES);
  expect(casebook.audit.verify().ok).toBe(table !== 'audit');
  expect(casebook.audit.ofSubject('casebook')).toMatchObject([{ action: 'casebook.repaired' }]);
  casebook.close();
});

test('says so where nothing can be read, and never writes over a file', () => {
  writeFileSync(path, 'Dear colleague'.repeat(1000));
  expect(() => repairCasebook(path, repaired, clock)).toThrow(/^casebook\.damaged/);
  writeFileSync(repaired, '');
  expect(() => repairCasebook(path, repaired, clock)).toThrow(/^backup\.exists/);
});

test.skipIf(process.platform === 'win32')(
  'has no name before it is whole: a disk that takes no more leaves nothing of it (skipped on Windows: no limit on files)',
  () => {
    damage('instances');
    const before = readdirSync(folder);
    const program = `
      import { repairCasebook } from ${JSON.stringify(join(import.meta.dirname, 'repair-casebook.ts'))};
      try {
        repairCasebook(${JSON.stringify(path)}, ${JSON.stringify(repaired)}, () => new Date());
      } catch (error) {
        console.log(error.name, error.fault.code);
      }`;
    const limited = 'ulimit -f 300; exec "$0" --input-type=module -e "$1"';
    const told = execFileSync('sh', ['-c', limited, process.execPath, program], { encoding: 'utf8' });
    expect(told).toBe('CasebookError casebook.disk-failed\n');
    expect(readdirSync(folder)).toEqual(before);
    repairCasebook(path, repaired, clock);
    expect(statSync(repaired).mode & 0o777).toBe(0o600);
  },
);
