import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptSession } from './kept-session.ts';

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'session-')), 'data', 'web-session');
});
afterEach(() => rmSync(join(path, '..', '..'), { recursive: true, force: true }));

test('stays the same over restarts, for a month', () => {
  const session = keptSession(path);
  expect(keptSession(path)).toBe(session);
  expect(keptSession(path, () => Date.now() + 31 * 24 * 60 * 60 * 1000)).not.toBe(session);
});

test.runIf(process.platform !== 'win32')('can be read by this account only', () => {
  keptSession(path);
  expect(statSync(path).mode & 0o077).toBe(0);
});
