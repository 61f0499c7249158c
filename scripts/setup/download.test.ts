import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { download } from './download.mjs';

let target = '';
beforeEach(() => {
  target = mkdtempSync(join(tmpdir(), 'overread-download-'));
});
afterEach(() => rmSync(target, { recursive: true }));

/** A program that appends to a file of its temporary folder every 100 ms, and moves it to the target in the end. */
const program = (chunks: number): string => `
  const { appendFileSync, copyFileSync, writeFileSync } = require('fs');
  const { join } = require('path');
  const part = join(require('os').tmpdir(), 'part');
  writeFileSync(${JSON.stringify(join(target, 'where'))}, part);
  let left = ${chunks};
  setInterval(() => {
    if (left-- > 0) return appendFileSync(part, 'x');
    if (${chunks} < 10) return;
    copyFileSync(part, ${JSON.stringify(join(target, 'done'))});
    process.exit();
  }, 100);`;

const run = (chunks: number): Promise<void> =>
  download(process.execPath, ['-e', program(chunks)], { target, stallMs: 800, checkMs: 50 });

test('lets a slow download take the time that it needs', async () => {
  await run(15);
  expect(readFileSync(join(target, 'done'), 'utf8')).toHaveLength(15);
});

test('gives a download up that stands still, and leaves nothing of it', async () => {
  await run(3);
  expect(existsSync(join(target, 'done'))).toBe(false);
  expect(existsSync(readFileSync(join(target, 'where'), 'utf8'))).toBe(false);
});
