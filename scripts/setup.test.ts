import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { findBrowser } from './find-browser.mjs';
import { run } from './setup.mjs';

const node = (program: string): Promise<number> => run(process.execPath, ['-e', program]);

describe('a program that set-up runs', () => {
  test('hands back its exit code', async () => {
    expect(await node('process.exit(3)')).toBe(3);
  });

  test('counts as interrupted when a signal ended it', async () => {
    expect(await node(`process.kill(process.pid, 'SIGINT')`)).toBe(130);
    expect(await node(`process.kill(process.pid, 'SIGTERM')`)).toBe(143);
  });

  test('hears of the signals that we get', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'overread-run-'));
    const ready = join(folder, 'ready');
    const listen = `process.on('SIGTERM', () => process.exit(7)); require('fs').writeFileSync('${ready}', '')`;
    const ended = node(`${listen}; setTimeout(() => 0, 20_000)`);
    await vi.waitUntil(() => existsSync(ready), { timeout: 10_000 });
    process.emit('SIGTERM');
    expect(await ended).toBe(7);
    rmSync(folder, { recursive: true });
  });
});

test('takes the browser that CHROME_PATH names before any other', () => {
  vi.stubEnv('CHROME_PATH', process.execPath);
  expect(findBrowser()).toBe(process.execPath);
  vi.unstubAllEnvs();
});
