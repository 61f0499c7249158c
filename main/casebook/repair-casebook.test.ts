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

/** Overwrites every page of a table; its rows are gone. */
function loseAll(table: string): void {
  const raw = new SQLite(path, { readonly: true });
  const pages = raw.prepare('SELECT pageno FROM dbstat WHERE name = ?').pluck().all(table) as number[];
  raw.close();
  const bytes = readFileSync(path);
  for (const page of pages) bytes.fill(7, (page - 1) * 4096, page * 4096);
  writeFileSync(path, bytes);
}

test('keeps studies whose patients are lost, with their findings and person, and takes the patient from the file again', () => {
  const before = openCasebook(path, clock);
  const study = before.instances.findBySha256(makeImage(7).sha256)!.studyId;
  const { personId } = before.studies.get(study)!;
  before.close();
  for (const table of ['patients', 'persons']) loseAll(table);
  const report = repairCasebook(path, repaired, clock);
  expect(report).toMatchObject({
    saved: { patients: 0, persons: IMAGES, studies: IMAGES, predictions: IMAGES },
    orphans: 0,
  });
  expect(report.withoutPatient).toHaveLength(IMAGES);
  const casebook = openCasebook(repaired, clock);
  expect(casebook.studies.get(study)).toMatchObject({ patientId: '', personId, predictions: [{}] });
  expect(casebook.audit.checkRows().changed.filter(({ table }) => table !== 'patients')).toEqual([]);
  const { header, metadata, sha256 } = makeImage(7);
  const instance = casebook.instances.findBySha256(sha256)!;
  expect(instance.isHeaderKept).toBe(false);
  casebook.instances.keepHeader(instance.id, header, metadata);
  expect(casebook.studies.get(study)).toMatchObject({ patientId: 'P7', personId });
  // Another image of the patient belongs to the same person.
  const other = casebook.instances.import(makeImage(100, { patientId: 'P7', patientName: 'Doe^Person 7' })).instance;
  expect(casebook.studies.get(other.studyId)).toMatchObject({ patientId: 'P7', personId });
  casebook.close();
});

test('counts every row that is left out, and none of them as saved', () => {
  loseAll('studies');
  const { saved, orphans } = repairCasebook(path, repaired, clock);
  expect(saved).toMatchObject({ studies: 0, series: 0, instances: 0, predictions: 0, findings: 0, thumbnails: 0 });
  expect(orphans).toBe(5 * IMAGES);
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
