import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { findBrowser } from './find-browser.mjs';
import { root, run, standWhereThePersonStands } from './setup.mjs';

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

test('installs the build tools and Node whatever the person’s own npm leaves out', async () => {
  const clone = mkdtempSync(join(tmpdir(), 'overread-clone-'));
  for (const name of ['scripts/setup/setup.mjs', 'scripts/setup/setup-lock.mjs', 'package-lock.json']) {
    mkdirSync(dirname(join(clone, name)), { recursive: true });
    copyFileSync(join(root, name), join(clone, name));
  }
  mkdirSync(join(clone, 'node_modules'));
  const npm = join(clone, 'npm.cjs');
  writeFileSync(npm, `require('fs').writeFileSync(__dirname + '/said', process.argv.slice(2).join(' '));`);
  const setUp = `import(${JSON.stringify(pathToFileURL(join(clone, 'scripts/setup/setup.mjs')).href)}).then((it) => it.setUp())`;
  const env = { ...process.env, NODE_ENV: 'production', npm_execpath: npm };
  expect(await run(process.execPath, ['-e', setUp], { env, quiet: true })).toBe(0);
  expect(readFileSync(join(clone, 'said'), 'utf8')).toMatch(/^ci --include=dev --include=optional /);
  rmSync(clone, { recursive: true });
});

test('takes paths from where the person stands, who is not where npm starts the script', () => {
  const chdir = vi.spyOn(process, 'chdir').mockImplementation(() => undefined);
  vi.stubEnv('npm_lifecycle_event', 'start').stubEnv('INIT_CWD', '/cases');
  standWhereThePersonStands('overread');
  expect(chdir).not.toHaveBeenCalled();
  standWhereThePersonStands('start');
  expect(chdir).toHaveBeenCalledExactlyOnceWith('/cases');
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
