/** The desktop application itself, where Electron's executable and a display are there. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/setup.mjs';

const folder = join(root, 'node_modules/electron');

function whyNot(): string | null {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile) || !existsSync(join(folder, 'dist', readFileSync(pathFile, 'utf8').trim()))) {
    return 'Electron’s executable is not on this machine';
  }
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    return 'there is no display';
  if (process.getuid?.() === 0) return 'Electron does not run as root';
  return null;
}

const reason = whyNot();

describe('the Electron window', () => {
  test('opens on the worklist, in a sandbox, with the contract behind it', { timeout: 120_000 }, async ({ skip }) => {
    skip(reason !== null, reason ?? '');
    const home = mkdtempSync(join(tmpdir(), 'overread-electron-'));
    const executablePath = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    const application = await _electron.launch({
      executablePath,
      args: [root],
      env: { ...process.env, OVERREAD_HOME: home },
    });
    try {
      const page = await application.firstWindow();
      await page.locator('#root > *').first().waitFor();
      expect(page.url()).toBe('app://overread/');
      expect(await page.evaluate(() => typeof (globalThis as { require?: unknown }).require)).toBe('undefined');
      expect(await page.evaluate(() => Object.keys(window.overread ?? {}))).toEqual(['door', 'pathsOf']);
      await page.evaluate(() => void window.open('https://example.org'));
      await page.evaluate(() => void (window.location.href = 'https://example.org'));
      expect(application.windows()).toHaveLength(1);
      expect(page.url()).toBe('app://overread/');
    } finally {
      await application.close();
      rmSync(home, { recursive: true, force: true });
    }
  });
});
