import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openCasebook } from '../../../../casebook/open-casebook.ts';
import { makeImage } from '../../../../../tests/support/make-casework.ts';
import { describe as describeBackup } from './backup.ts';
import { describe as describeRestore } from './restore.ts';

let folder: string;
let casebook: string;
const lines: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'overread-backup-'));
  casebook = join(folder, 'casebook.sqlite');
  lines.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function run(describeCommand: (command: Command) => void, ...parameters: string[]): Promise<unknown> {
  const command = new Command();
  describeCommand(command);
  return command.parseAsync([...parameters, '--casebook', casebook], { from: 'user' });
}

test('a backup that is encrypted from the environment comes back, and the casebook before is kept', async () => {
  vi.stubEnv('OVERREAD_PASSPHRASE', 'six owls');
  const clock = (): Date => new Date('2026-12-01T09:30:00Z');
  const before = openCasebook(casebook, clock);
  const { instance } = before.instances.import(makeImage(1));
  await run(describeBackup, '--encrypt', '--to', join(folder, 'mine'));
  expect(lines).toEqual([join(folder, 'mine')]);
  before.instances.import(makeImage(2));
  before.close();
  vi.stubEnv('OVERREAD_PASSPHRASE', 'seven owls');
  await expect(run(describeRestore, join(folder, 'mine'))).rejects.toThrow(/^backup\.wrong-passphrase/);
  vi.stubEnv('OVERREAD_PASSPHRASE', 'six owls');
  await run(describeRestore, join(folder, 'mine'));
  const kept = /is kept as (.+)\.$/.exec(lines.at(-1)!)![1]!;
  expect(statSync(kept).size).toBeGreaterThan(0);
  const after = openCasebook(casebook, clock);
  expect([1, 2].map((id) => after.instances.get(id as typeof instance.id)?.path)).toEqual(['/images/1.dcm', undefined]);
  after.close();
});
