import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeBug } from '../services/logging/log.ts';
import { openLog } from './log.ts';

test('logs where an error came from and nothing that it was about', () => {
  const folder = mkdtempSync(join(tmpdir(), 'overread-log-'));
  openLog(folder).error(describeBug(new TypeError('can’t read /cases/DOE^JANE.dcm')), 'a call failed');
  const line = readFileSync(join(folder, 'overread.log'), 'utf8');
  rmSync(folder, { recursive: true });
  expect(line).not.toContain('DOE');
  expect(JSON.parse(line)).toMatchObject({ error: 'TypeError', msg: 'a call failed' });
  expect(line).toContain('log.test.ts');
});

test('begins a new log when the old one has grown long, while the program runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'overread-log-'));
  const log = openLog(join(folder, 'data'));
  for (let i = 0; i < 12; i++) log.info({ filling: 'x'.repeat(1024 * 1024) }, 'filled');
  const sizes = readdirSync(join(folder, 'data')).map((name) => statSync(join(folder, 'data', name)).size);
  expect(sizes).toHaveLength(2);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(5 * 1024 * 1024);
  if (process.platform !== 'win32') expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
  rmSync(folder, { recursive: true });
});

test('goes on without a log where none can be written, and says so', () => {
  const folder = mkdtempSync(join(tmpdir(), 'overread-log-'));
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'taken', 'overread.log'), { recursive: true });
  for (const place of ['file', 'taken']) {
    const sentences: string[] = [];
    openLog(join(folder, place), (sentence) => sentences.push(sentence)).info({}, 'started');
    expect(sentences, place).toEqual([expect.stringMatching(/^Overread goes on without a log: .+ \(E[A-Z]+\)\.$/)]);
  }
  rmSync(folder, { recursive: true });
});
