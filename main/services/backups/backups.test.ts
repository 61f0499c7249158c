import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCasebook, type Casebook } from '../../casebook/open-casebook.ts';
import { createSettings } from '../settings/settings.ts';
import { createBackups, type Backups } from './backups.ts';

let folder: string;
let casebook: Casebook;
let backups: Backups;
let now: Date;
const logged: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backups-'));
  now = new Date('2026-12-01T09:30:00Z');
  const clock = (): Date => now;
  const path = join(folder, 'casebook.sqlite');
  casebook = openCasebook(path, clock);
  const note = (_: object, message: string): void => void logged.push(message);
  const settings = createSettings(join(folder, 'settings.json'), 'Ada');
  backups = createBackups({ path, settings, clock, log: { info: note, warn: note, error: note } });
});
afterEach(() => {
  casebook.close();
  rmSync(folder, { recursive: true });
});

const listed = (): string[] =>
  backups.overview().backups.map(({ madeAt, reason }) => `${reason} ${madeAt.slice(0, 10)}`);

async function lookAt(iso: string): Promise<void> {
  now = new Date(iso);
  await backups.makeDue();
}

test('the schedule makes one a day, keeps as many as it is set to, and can be switched off', async () => {
  await backups.setSchedule({ isDaily: true, keep: 1 });
  for (const at of ['01T09:30', '02T09:00', '02T09:30', '02T23:00']) await lookAt(`2026-12-${at}:00Z`);
  expect(listed()).toEqual(['daily 2026-12-02']);
  expect(backups.overview()).toMatchObject({
    schedule: { isDaily: true, keep: 1 },
    fault: null,
    isRestoreReady: false,
  });
  await backups.setSchedule({ isDaily: false, keep: 1 });
  await lookAt('2026-12-09T12:00:00Z');
  expect(listed()).toHaveLength(1);
});

test('one that the schedule can’t make is told of until the next is there', async () => {
  casebook.close();
  rmSync(casebook.path);
  await lookAt('2026-12-01T09:30:00Z');
  expect(backups.overview().fault).toEqual({ code: 'backup.no-casebook', details: {} });
  expect(logged).toContain('The backup of the day was not made');
  openCasebook(casebook.path, () => now).close();
  await lookAt('2026-12-01T10:30:00Z');
  expect(backups.overview().fault).toBeNull();
});

test('a backup is made ready while the casebook is open, and the person may think again', async () => {
  const made = await backups.make();
  const { name } = made.ok ? made.value.backups[0]! : { name: '' };
  expect(await backups.restore(name)).toMatchObject({ ok: true, value: { isRestoreReady: true } });
  expect(backups.cancelRestore().isRestoreReady).toBe(false);
  expect(await backups.restore('../casebook.sqlite')).toMatchObject({ error: { code: 'backup.not-found' } });
});
