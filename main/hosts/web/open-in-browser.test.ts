import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openInBrowser } from './open-in-browser.ts';

const address = 'http://127.0.0.1:4777/?token=k3J_x-9QmZ0aVbTnYpLrSdFg';
let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'open-')), 'data', 'open.html');
});
afterEach(() => rmSync(join(path, '..', '..'), { recursive: true, force: true }));

test('gives the browser a file that leads to the address, so that no token is among the arguments', () => {
  const opened: string[] = [];
  const remove = openInBrowser(address, path, (file) => opened.push(file));
  expect(opened).toEqual([path]);
  expect(readFileSync(path, 'utf8')).toContain(`url=${address}`);
  remove();
  expect(existsSync(path)).toBe(false);
});

test.runIf(process.platform !== 'win32')('lets only this account read the file, whatever lay there before', () => {
  openInBrowser(address, path, () => undefined);
  writeFileSync(path, 'old', { mode: 0o644 });
  openInBrowser(address, path, () => undefined);
  expect(statSync(path).mode & 0o077).toBe(0);
});

test('writes nothing where no browser can be opened', () => {
  openInBrowser(address, path, null);
  expect(existsSync(path)).toBe(false);
});
