/** The desktop application itself, where Electron's executable and a display are there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { lookForElectron } from '../../scripts/setup/electron-executable.mjs';
import { root } from '../../scripts/setup/setup.mjs';

const electron = lookForElectron();

describe('the Electron window', () => {
  test('opens on the worklist, in a sandbox, with the contract behind it', { timeout: 120_000 }, async ({ skip }) => {
    if ('missing' in electron) return skip(electron.missing);
    const home = mkdtempSync(join(tmpdir(), 'overread-electron-'));
    const application = await _electron.launch({
      executablePath: electron.executable,
      args: [root],
      env: { ...process.env, OVERREAD_HOME: home },
    });
    try {
      const page = await application.firstWindow();
      await page.locator('#root > *').first().waitFor();
      expect(page.url()).toBe('app://overread/');
      expect(await page.evaluate(() => typeof (globalThis as { require?: unknown }).require)).toBe('undefined');
      expect(await page.evaluate(() => Object.keys(window.overread ?? {}))).toEqual(['host', 'pathsOf']);
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
