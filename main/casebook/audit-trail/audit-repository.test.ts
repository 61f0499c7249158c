import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeImage } from '../../../tests/support/make-casework.ts';
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
