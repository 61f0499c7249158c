import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listBackups } from './backups/backup-files.ts';
import { openDatabase, type Reads } from './database/database.ts';
import { makeImage, makePrediction } from '../../tests/support/make-casework.ts';
import { openCasebook } from './open-casebook.ts';

const clock = (): Date => new Date('2026-11-20T12:00:00Z');
const here = import.meta.dirname;
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'two-'));
  path = join(folder, 'casebook.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Another process that opens the casebook and imports and scores the images `from` … `to`. */
async function importElsewhere(from: number, to: number): Promise<void> {
  const program = `
    import { openCasebook } from ${JSON.stringify(join(here, 'open-casebook.ts'))};
    import { makeImage, makePrediction } from ${JSON.stringify(join(here, '../../tests/support/make-casework.ts'))};
    const casebook = openCasebook(${JSON.stringify(path)}, () => new Date());
    for (let number = ${from}; number <= ${to}; number++) {
      const { instance } = casebook.instances.import(makeImage(number));
      casebook.predictions.add(makePrediction(instance.id, 0.5));
    }
    casebook.close();`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
}

test('two processes may make, migrate and fill the same casebook at once, and the audit chain holds', async () => {
  await Promise.all([importElsewhere(1, 60), importElsewhere(31, 90)]);
  const casebook = openCasebook(path, clock);
  // 90 images, each imported once and scored once, whichever process came first.
  expect(casebook.audit.verify()).toEqual({ ok: true, value: 180 });
  const criteria = {
    search: '',
    filter: 'all',
    keep: [],
    sort: 'importedAt',
    descending: true,
    offset: 0,
    limit: 1,
  } as const;
  expect(casebook.worklist.query(criteria).counts).toMatchObject({ all: 90, notScored: 0 });
  casebook.close();
});

test('processes that upgrade a casebook at once make one backup of it before, and one upgrade', async () => {
  const older = gunzipSync(readFileSync(join(here, '../../tests/fixtures/casebooks/v7.sqlite.gz')));
  writeFileSync(path, older);
  await Promise.all([importElsewhere(101, 103), importElsewhere(102, 104), importElsewhere(101, 104)]);
  expect(listBackups(path)).toMatchObject([{ reason: 'upgrade', version: 7 }]);
  const casebook = openCasebook(path, clock);
  expect(casebook.audit.verify().ok).toBe(true);
  expect([casebook.faults(), casebook.audit.checkRows().changed, casebook.audit.checkRows().added]).toEqual([
    [],
    [],
    [],
  ]);
  casebook.close();
});

test('a study is read in one state, whatever another connection writes between the queries', () => {
  const one = openDatabase(path);
  const two = openDatabase(path);
  two.write((db) => db.script('CREATE TABLE notes (text TEXT)'));
  const count = (db: Reads): number => db.get<{ n: number }>('SELECT count(*) AS n FROM notes')!.n;
  const counts = one.snapshot((db) => {
    const before = count(db);
    two.write((other) => other.run("INSERT INTO notes VALUES ('new')"));
    return [before, count(db)];
  });
  expect(counts).toEqual([0, 0]);
  expect(one.snapshot(count)).toBe(1);
  one.close();
  two.close();
});

test('a watch names the studies that another process changed, once, and is silent on what this one wrote', async () => {
  const casebook = openCasebook(path, clock);
  const changes = casebook.watchElsewhere();
  casebook.instances.import(makeImage(1));
  expect(changes()).toEqual([]);
  await importElsewhere(2, 3);
  expect(changes()).toEqual([2, 3]);
  expect(changes()).toEqual([]);
  casebook.close();
});

test('what one connection writes, the other sees at once', () => {
  const one = openCasebook(path, clock);
  const two = openCasebook(path, clock);
  const { instance } = one.instances.import(makeImage(1));
  const prediction = two.predictions.add(makePrediction(instance.id, 0.7));
  expect(one.studies.get(instance.studyId)?.predictions).toEqual([prediction]);
  expect(one.audit.verify()).toEqual({ ok: true, value: 2 });
  one.close();
  two.close();
});
