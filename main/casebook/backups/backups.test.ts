import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import SQLite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeImage } from '../../../tests/support/make-casework.ts';
import { FaultError } from '../../domain/faults/fault.ts';
import { openCasebook, restoreCasebook, type Casebook } from '../open-casebook.ts';
import { encryptFile } from './encrypted-file.ts';
import { findBackup, listBackups, pruneBackups } from './backup-files.ts';
import { makeBackup } from './make-backup.ts';
import { cancelRestore, finishRestore, isRestoreReady, prepareRestore } from './restore-backup.ts';

const at = (day: number): Date => new Date(Date.UTC(2026, 11, day, 9, 30));
const clock = (): Date => at(20);
let folder: string;
let path: string;
let casebook: Casebook;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backups-'));
  path = join(folder, 'casebook.sqlite');
  casebook = openCasebook(path, clock);
  casebook.instances.import(makeImage(1));
});
afterEach(() => {
  casebook.close();
  rmSync(folder, { recursive: true });
});

/** The images of a casebook that is not open. */
function imagesIn(file: string): unknown {
  const raw = new SQLite(file, { readonly: true });
  try {
    return raw.prepare('SELECT count(*) FROM instances').pluck().get();
  } finally {
    raw.close();
  }
}

/** As `makeBackup` with a passphrase, but with a key that is quick to make. */
function makeEncrypted(): string {
  const { path: plain, madeAt } = makeBackup(path, { reason: 'manual', madeAt: at(1) });
  const to = `${plain}.encrypted`;
  encryptFile(plain, to, { passphrase: 'six owls', content: { version: 11, madeAt }, cost: 2 });
  return to;
}

function faultOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    if (error instanceof FaultError) return error.fault.code;
    throw error;
  }
}

describe('a backup', () => {
  test('holds what still lies in the write-ahead log, for this account alone, and the casebook goes on', () => {
    copyFileSync(path, join(folder, 'main file alone.sqlite'));
    const backup = makeBackup(path, { reason: 'manual', madeAt: at(1) });
    casebook.instances.import(makeImage(2));
    expect(imagesIn(backup.path)).toBe(1);
    expect(backup).toMatchObject({ name: 'casebook 2026-12-01T09-30-00Z manual.sqlite', isEncrypted: false });
    if (process.platform !== 'win32') expect(statSync(backup.path).mode & 0o777).toBe(0o600);
    expect(listBackups(path)).toEqual([backup]);
    // What a copy of the file would have missed.
    expect(() => imagesIn(join(folder, 'main file alone.sqlite'))).toThrow('no such table');
  });

  test('can be encrypted, and leaves no plain copy', () => {
    const backup = makeBackup(path, { reason: 'manual', madeAt: at(1), passphrase: 'six owls' });
    expect(readFileSync(backup.path).includes('Doe^Person 1')).toBe(false);
    expect(readdirSync(folder).filter((name) => !name.startsWith('casebook.sqlite'))).toEqual(['backups']);
    expect(listBackups(path)).toEqual([{ ...backup, isEncrypted: true }]);
  });

  test('goes to any place, by its own name into a folder', () => {
    const make = (to: string): string => makeBackup(path, { reason: 'manual', madeAt: at(1), to }).path;
    expect(make(join(folder, 'stick', 'mine'))).toBe(join(folder, 'stick', 'mine'));
    expect(make(join(folder, 'stick'))).toBe(join(folder, 'stick', 'casebook 2026-12-01T09-30-00Z manual.sqlite'));
  });

  test('never replaces a file, and is not made of what is no casebook, or a damaged one', () => {
    writeFileSync(join(folder, 'letter'), 'Dear colleague');
    const make = (file: string, to?: string) =>
      faultOf(() => makeBackup(file, { reason: 'manual', madeAt: at(1), to }));
    expect(make(path, join(folder, 'letter'))).toBe('backup.exists');
    expect(make(join(folder, 'none'))).toBe('backup.no-casebook');
    expect(make(join(folder, 'letter'))).toBe('casebook.damaged');
    const other = new SQLite(join(folder, 'other'));
    other.exec('CREATE TABLE notes (text)');
    other.close();
    expect(make(join(folder, 'other'))).toBe('casebook.foreign');
    expect(listBackups(path)).toEqual([]);
  });

  test('says so where it can’t be written, and leaves nothing', () => {
    writeFileSync(join(folder, 'letter'), 'Dear colleague');
    const to = join(folder, 'letter', 'below', 'mine.sqlite');
    for (const passphrase of [undefined, 'six owls']) {
      const make = () => makeBackup(path, { reason: 'manual', madeAt: at(1), to, passphrase });
      expect(make).toThrow(/^backup\.not-written/);
    }
    expect(readdirSync(folder).filter((name) => !/sqlite(-wal|-shm|\.head)?$/.test(name))).toEqual(['letter']);
  });

  test('removes what killed backups and restores left unfinished, and nothing else', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const killed = [
      `casebook.sqlite.plain.${pid}.unfinished.${pid}.unfinished`,
      `casebook.sqlite.plain.${pid}.unfinished.${pid}.unfinished-journal`,
      `casebook.sqlite.restored.${pid}.unfinished`,
      `backups/casebook 2026-11-30T09-30-00Z daily.sqlite.${pid}.unfinished`,
    ];
    const others = [`casebook.sqlite.restored.${process.pid}.unfinished`, `letter.${pid}.unfinished`];
    mkdirSync(join(folder, 'backups'));
    for (const name of [...killed, ...others]) writeFileSync(join(folder, name), 'half');
    makeBackup(path, { reason: 'manual', madeAt: at(1) });
    for (const name of killed) expect(existsSync(join(folder, name)), name).toBe(false);
    for (const name of others) expect(existsSync(join(folder, name)), name).toBe(true);
  });

  test('of the schedule makes room for newer ones, those of people stay', () => {
    for (const day of [1, 2, 3]) makeBackup(path, { reason: 'daily', madeAt: at(day) });
    makeBackup(path, { reason: 'manual', madeAt: at(1) });
    writeFileSync(join(folder, 'backups', 'casebook of mine.sqlite'), '');
    pruneBackups(path, 2);
    expect(listBackups(path).map(({ reason, madeAt }) => `${reason} ${madeAt.slice(8, 10)}`)).toEqual([
      'daily 03',
      'daily 02',
      'manual 01',
    ]);
    expect(existsSync(join(folder, 'backups', 'casebook of mine.sqlite'))).toBe(true);
  });

  test('is found by its name alone, never elsewhere', () => {
    const { name } = makeBackup(path, { reason: 'daily', madeAt: at(1) });
    for (const other of [`../backups/${name}`, name.replace('casebook', 'other'), 'casebook.sqlite', '']) {
      expect(findBackup(path, other), other).toBeUndefined();
    }
  });
});

describe('a restore', () => {
  test('puts the backup in place, keeps the casebook that was there, and says so in the audit log', () => {
    const backup = makeEncrypted();
    casebook.instances.import(makeImage(2));
    casebook.close();
    const kept = restoreCasebook(path, backup, clock, 'six owls');
    expect([imagesIn(path), imagesIn(kept!)]).toEqual([1, 2]);
    expect(kept).toBe(join(folder, 'backups', 'casebook 2026-12-20T09-30-00Z replaced.sqlite'));
    casebook = openCasebook(path, clock);
    expect(casebook.audit.ofSubject('casebook')).toMatchObject([
      { action: 'casebook.restored', details: { replaced: 'casebook 2026-12-20T09-30-00Z replaced.sqlite' } },
    ]);
    expect(casebook.audit.verify().ok).toBe(true);
  });

  test('is refused while another has the casebook open, with everything as it was', () => {
    const { path: file } = makeBackup(path, { reason: 'manual', madeAt: at(1) });
    expect(faultOf(() => restoreCasebook(path, file, clock))).toBe('casebook.held');
    expect(isRestoreReady(path)).toBe(false);
    casebook.instances.import(makeImage(2));
    casebook.close();
    expect(imagesIn(path)).toBe(2);
    expect(listBackups(path)).toHaveLength(1);
    casebook = openCasebook(path, clock);
  });

  test('that is made ready takes place when the casebook is opened next by nobody else, and can be called off', () => {
    const { path: file } = makeBackup(path, { reason: 'manual', madeAt: at(1) });
    casebook.instances.import(makeImage(2));
    prepareRestore(path, file);
    cancelRestore(path);
    prepareRestore(path, file);
    const second = openCasebook(path, clock);
    expect(second.instances.get(2 as never)).toBeDefined();
    second.close();
    casebook.close();
    casebook = openCasebook(path, clock);
    expect(casebook.instances.get(2 as never)).toBeUndefined();
    expect(isRestoreReady(path)).toBe(false);
  });

  test('of a process that was killed halfway is finished by the next opening, and told in the audit log', () => {
    const { path: file } = makeBackup(path, { reason: 'manual', madeAt: at(1) });
    casebook.instances.import(makeImage(2));
    casebook.close();
    prepareRestore(path, file);
    const kept = join(folder, 'backups', 'casebook 2026-12-02T09-30-00Z replaced.sqlite');
    renameSync(path, kept);
    writeFileSync(`${path}.replaced`, JSON.stringify({ kept }));
    writeFileSync(`${path}-wal`, 'of the casebook before');
    casebook = openCasebook(path, clock);
    expect(imagesIn(path)).toBe(1);
    expect(casebook.audit.ofSubject('casebook')).toMatchObject([{ details: { replaced: basename(kept) } }]);
    expect(casebook.faults()).toEqual([]);
  });

  test('of a process that was killed before it could tell is told once in the audit log', () => {
    const { path: file } = makeBackup(path, { reason: 'manual', madeAt: at(1) });
    casebook.close();
    prepareRestore(path, file);
    const kept = finishRestore(path, at(2))!;
    for (let opening = 1; opening <= 2; opening++) {
      casebook = openCasebook(path, clock);
      expect(casebook.audit.ofSubject('casebook')).toMatchObject([{ details: { replaced: basename(kept) } }]);
      casebook.close();
    }
  });

  test('that did not come to replace the casebook is told nowhere', () => {
    writeFileSync(`${path}.replaced`, JSON.stringify({ kept: join(folder, 'backups', 'none.sqlite') }));
    casebook.close();
    casebook = openCasebook(path, clock);
    expect(casebook.audit.ofSubject('casebook')).toEqual([]);
  });

  test('keeps both casebooks that two restores replace within one second', () => {
    const { path: file } = makeBackup(path, { reason: 'manual', madeAt: at(1) });
    casebook.instances.import(makeImage(2));
    casebook.close();
    const kept = [restoreCasebook(path, file, clock)!, restoreCasebook(path, file, clock)!];
    expect(kept.map(imagesIn)).toEqual([2, 1]);
    casebook = openCasebook(path, clock);
  });

  test('is refused for what is no sound casebook, and without the right passphrase', () => {
    casebook.close();
    const encrypted = makeEncrypted();
    const { path: plain } = makeBackup(path, { reason: 'manual', madeAt: at(1) });
    const before = readFileSync(path);
    const restore = (file: string, words?: string): string => faultOf(() => restoreCasebook(path, file, clock, words));
    expect(restore(encrypted)).toBe('backup.needs-passphrase');
    expect(restore(encrypted, 'six')).toBe('backup.wrong-passphrase');
    expect(restore(join(folder, 'none'))).toBe('backup.not-found');
    writeFileSync(join(folder, 'empty'), '');
    expect(restore(join(folder, 'empty'))).toBe('casebook.foreign');
    const bytes = readFileSync(plain);
    bytes.fill(7, 8192, 16_384);
    writeFileSync(plain, bytes);
    expect(restore(plain)).toBe('backup.not-sound');
    writeFileSync(plain, 'Dear colleague');
    expect(restore(plain)).toBe('backup.not-sound');
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(isRestoreReady(path)).toBe(false);
    expect(readdirSync(folder).filter((name) => !/sqlite[-.]/.test(name))).toHaveLength(3);
    casebook = openCasebook(path, clock);
  });

  test('keeps a damaged casebook byte by byte', () => {
    const { path: file } = makeBackup(path, { reason: 'manual', madeAt: at(1) });
    casebook.close();
    const bytes = readFileSync(path);
    bytes.fill(7, 4096, 12_288);
    writeFileSync(path, bytes);
    const kept = restoreCasebook(path, file, clock);
    expect(readFileSync(kept!).equals(bytes)).toBe(true);
    casebook = openCasebook(path, clock);
    expect(casebook.faults()).toEqual([]);
  });
});

describe('opening', () => {
  test.each([4096, 40_960, 81_920])('refuses a casebook with noise at byte %i, and writes nothing to it', (where) => {
    casebook.close();
    const bytes = readFileSync(path);
    bytes.fill(7, where, where + 4096);
    writeFileSync(path, bytes);
    expect(faultOf(() => openCasebook(path, clock))).toBe('casebook.damaged');
    expect(readFileSync(path).equals(bytes)).toBe(true);
    writeFileSync(path, bytes.subarray(0, 4096 * 8));
    expect(faultOf(() => openCasebook(path, clock))).toBe('casebook.damaged');
    rmSync(path);
    casebook = openCasebook(path, clock);
  });
});
