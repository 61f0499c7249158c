import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FaultError } from '../domain/faults/fault.ts';
import { listBackups } from './backups/backup-files.ts';
import { makeBackup } from './backups/make-backup.ts';
import { openCasebook, restoreCasebook } from './open-casebook.ts';
import { repairCasebook } from './repair-casebook.ts';

const clock = (): Date => new Date(Date.UTC(2026, 11, 20));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'special-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'opened';
  } catch (error) {
    return error instanceof FaultError ? error.fault.code : String(error);
  }
}

test.skipIf(process.platform === 'win32')(
  'a pipe, a device, links to them and a folder are no casebook and no backup (skipped on Windows: it has no such files)',
  () => {
    const [pipe, link, device] = ['pipe', 'link', 'device'].map((name) => join(folder, name));
    execFileSync('mkfifo', [pipe!]);
    symlinkSync(pipe!, link!);
    symlinkSync('/dev/zero', device!);
    const doors: readonly ((path: string) => unknown)[] = [
      (path) => openCasebook(path, clock),
      (path) => restoreCasebook(join(folder, 'new.sqlite'), path, clock),
      (path) => repairCasebook(path, join(folder, 'repaired.sqlite'), clock),
      (path) => makeBackup(path, { reason: 'manual', madeAt: clock() }),
    ];
    for (const door of doors) {
      for (const path of [pipe!, link!, device!]) expect(codeOf(() => door(path))).toBe('casebook.special');
      expect(codeOf(() => door(folder))).toBe('casebook.is-folder');
    }
    const backups = join(folder, 'backups');
    mkdirSync(backups, { recursive: true });
    execFileSync('mkfifo', [join(backups, 'casebook 2026-12-01T09-30-00Z daily.sqlite')]);
    expect(listBackups(join(folder, 'casebook.sqlite'))).toEqual([]);
  },
);
