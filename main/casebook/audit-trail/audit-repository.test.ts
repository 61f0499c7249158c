import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeImage, makePrediction } from '../../../tests/support/make-casework.ts';
import { instanceId, type ModelId } from '../../domain/ids.ts';
import type { Casebook } from '../open-casebook.ts';
import { openCasebook } from '../open-casebook.ts';

let folder: string;
let casebook: Casebook;
let raw: SQLite.Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
  casebook = openCasebook(join(folder, 'casebook.db'), () => new Date('2026-11-20T12:00:00Z'));
  raw = new SQLite(join(folder, 'casebook.db'));
  for (let number = 1; number <= 4; number++) casebook.instances.import(makeImage(number));
});
afterEach(() => {
  raw.close();
  casebook.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Does what someone with the file and an SQLite shell can do. */
function tamper(sql: string): void {
  raw.exec(`DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted; ${sql}`);
}

test('an untouched log is whole', () => {
  expect(casebook.audit.verify()).toEqual({ ok: true, value: 4 });
});

test('the database itself refuses to change or delete an entry', () => {
  expect(() => raw.exec("UPDATE audit SET actor = 'nobody'")).toThrow(/append-only/);
  expect(() => raw.exec('DELETE FROM audit')).toThrow(/append-only/);
});

test('a changed entry is found', () => {
  tamper("UPDATE audit SET details = '{}' WHERE id = 2");
  expect(casebook.audit.verify()).toMatchObject({
    ok: false,
    error: { code: 'casebook.audit-changed', details: { entry: 2 } },
  });
});

test('an entry taken from the middle is found', () => {
  tamper('DELETE FROM audit WHERE id = 3');
  expect(casebook.audit.verify()).toMatchObject({ ok: false, error: { code: 'casebook.audit-changed' } });
});

test('entries cut from the end are found', () => {
  tamper('DELETE FROM audit WHERE id = 4');
  expect(casebook.audit.verify()).toMatchObject({
    ok: false,
    error: { code: 'casebook.audit-cut', details: { expected: 4 } },
  });
});

test('a changed entry with its own hash made anew is found by the next one', () => {
  tamper(`UPDATE audit SET actor = 'nobody', hash = '${'0'.repeat(64)}' WHERE id = 2`);
  expect(casebook.audit.verify().ok).toBe(false);
});

/** Opens the casebook as the next start of the program would. */
function reopen(): void {
  casebook.close();
  casebook = openCasebook(join(folder, 'casebook.db'), () => new Date('2026-11-21T12:00:00Z'));
}

test('a row that was changed, removed or put in by another program is named', () => {
  const { instance } = casebook.instances.import(makeImage(5));
  const { id } = casebook.predictions.add(makePrediction(instance.id, 0.8));
  expect(casebook.audit.checkRows()).toMatchObject({ rows: 26, vouched: 26, changed: [], added: [] });
  raw.exec("UPDATE findings SET probability = 0.01; UPDATE patients SET name = 'Roe' WHERE id = 2");
  raw.exec("INSERT INTO patients (id, patient_id, name) VALUES (99, 'P', 'New'); PRAGMA foreign_keys = OFF");
  raw.exec('DELETE FROM instances WHERE id = 1');
  const { changed, added } = casebook.audit.checkRows();
  expect(changed.map(({ table, id: row, entry }) => `${table} ${row} ${entry}`).toSorted()).toEqual([
    'instance_paths 1 1',
    'instances 1 1',
    'patients 2 2',
    `predictions ${id} 6`,
  ]);
  expect(added).toEqual([{ table: 'patients', id: 99 }]);
});

test('a changed series, place of a file or refusal is named, and one that was replaced by its own entry is not', () => {
  const frame = { instanceId: instanceId.parse(1), frameIndex: 0, model: 'chest' as ModelId };
  for (const id of [1, 2].map((each) => instanceId.parse(each)))
    casebook.refusals.add({ ...frame, instanceId: id, fault: { code: 'unsuitable.lateral', details: {} } });
  casebook.predictions.add(makePrediction(frame.instanceId, 0.8));
  casebook.instances.move(frame.instanceId, '/moved/1.dcm');
  expect(casebook.audit.checkRows()).toMatchObject({ rows: 22, vouched: 22, changed: [], added: [] });
  raw.exec("UPDATE instances SET path = '/other.dcm' WHERE id = 3; UPDATE series SET laterality = 'L' WHERE id = 4");
  raw.exec("UPDATE refusals SET model = 'other'");
  const { changed } = casebook.audit.checkRows();
  expect(changed.map(({ table, id }) => `${table} ${id}`)).toEqual(['instance_paths 3', 'refusals 2', 'series 4']);
});

test('a cut of the log with its counter is found by the head beside the casebook, and told for good', () => {
  tamper("DELETE FROM audit WHERE id > 2; UPDATE sqlite_sequence SET seq = 2 WHERE name = 'audit'");
  reopen();
  const cut = { ok: false, error: { code: 'casebook.audit-head', details: { entries: 2, expected: 4 } } };
  expect(casebook.audit.verify()).toMatchObject(cut);
  casebook.instances.import(makeImage(9));
  expect(casebook.audit.verify()).toMatchObject(cut);
  reopen();
  expect(casebook.audit.verify()).toMatchObject(cut);
});

test('a missing head is said, not guessed, and is there after the next entry', () => {
  rmSync(join(folder, 'casebook.db.head'));
  reopen();
  expect([casebook.audit.verify().ok, casebook.audit.isHeadKept()]).toEqual([true, false]);
  casebook.instances.import(makeImage(9));
  expect(casebook.audit.isHeadKept()).toBe(true);
  if (process.platform !== 'win32') expect(statSync(join(folder, 'casebook.db.head')).mode & 0o777).toBe(0o600);
});
