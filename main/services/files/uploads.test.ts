import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepUploads } from './uploads.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'uploads-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function keep(name: string, content = 'pixels'): Promise<string> {
  const [path] = await keepUploads(folder, [new File([content], name)]);
  return path!;
}

test.each([
  ['a plain name', 'chest 1.dcm', 'chest 1.dcm'],
  ['a way out of the folder', '../../../etc/passwd', 'passwd'],
  ['a way out as Windows writes it', '..\\..\\boot.ini', 'boot.ini'],
  ['a hidden name', '..secret', 'secret'],
  ['no name at all', '...', 'upload'],
  ['signs that file systems refuse', 'a<b>:c\u0000.png', 'a_b__c_.png'],
  ['a name that is too long', `${'胸'.repeat(300)}.png`, `${'胸'.repeat(56)}.png`],
])('makes %s fit', async (_claim, name, expected) => {
  const path = await keep(name);
  expect(basename(path)).toBe(expected);
  expect(dirname(dirname(path))).toBe(folder);
  expect(readFileSync(path, 'utf8')).toBe('pixels');
});

test.skipIf(process.platform === 'win32')(
  'what is uploaded is for this account alone (skipped on Windows: no such permissions)',
  async () => {
    const path = await keep('a.png');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  },
);

test('keeps the same file in the same place, and another one of the same name beside it', async () => {
  const [first, again] = await Promise.all([keep('a.png'), keep('a.png')]);
  const other = await keep('a.png', 'other pixels');
  expect(again).toBe(first);
  expect(other).not.toBe(first);
  expect(readdirSync(dirname(first))).toEqual(['a.png']);
});

test('leaves no part of a file that could not be kept', async () => {
  const path = await keep('a.png');
  rmSync(path);
  mkdirSync(join(path, 'something'), { recursive: true });
  await expect(keep('a.png')).rejects.toThrow();
  expect(readdirSync(dirname(path))).toEqual(['a.png']);
});
