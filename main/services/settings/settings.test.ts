import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultBudget } from '../../domain/reading-budget.ts';
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

test('limits that are changed stay after a restart, those that are not follow the program', async () => {
  const settings = createSettings(path, 'root');
  await settings.setBudget({ megapixels: 100, seconds: 60 });
  await settings.setBudget({ depth: 9, seconds: defaultBudget.seconds });
  const { budget } = createSettings(path, 'root').get();
  expect(budget).toEqual({ ...defaultBudget, megapixels: 100, depth: 9 });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ budget: { megapixels: 100, depth: 9 } });
});

test('a limit in the file with which nothing would work is the usual one, and the others count', () => {
  const strange = { megapixels: 100, seconds: 0, depth: 'deep', elements: -1, megabytes: 1e9, other: 1 };
  writeFileSync(path, JSON.stringify({ reader: 'Ada', budget: strange }));
  const { reader, budget } = createSettings(path, 'root').get();
  expect(reader).toBe('Ada');
  expect(budget).toEqual({ ...defaultBudget, megapixels: 100 });
});

test('a damaged file is no reason not to start', () => {
  writeFileSync(path, '{"reader": ');
  expect(createSettings(path, 'root').get().reader).toBe('root');
});
