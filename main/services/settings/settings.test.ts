import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSettings } from './settings.ts';

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'settings-')), 'settings.json');
});
afterEach(() => rmSync(join(path, '..'), { recursive: true, force: true }));

test('the account is the reader until another name is set, which stays after a restart', async () => {
  const settings = createSettings(path, 'root');
  expect(settings.get().reader).toBe('root');
  await settings.setReader('Dr. Ada Okafor');
  expect(settings.get().reader).toBe('Dr. Ada Okafor');
  expect(createSettings(path, 'root').get().reader).toBe('Dr. Ada Okafor');
});

test('a damaged file is no reason not to start', () => {
  writeFileSync(path, '{"reader": ');
  expect(createSettings(path, 'root').get().reader).toBe('root');
});
