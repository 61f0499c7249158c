/** Where a Chromium that Playwright can drive lies on this machine. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'chrome.exe',
  'msedge.exe',
];

const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(process.env['ProgramFiles'] ?? '', 'Google/Chrome/Application/chrome.exe'),
  join(process.env['ProgramFiles(x86)'] ?? '', 'Microsoft/Edge/Application/msedge.exe'),
];

/**
 * Where Playwright puts its own Chromium, whether or not it is there.
 * @returns {string} empty before the dependencies are installed
 */
export function playwrightBrowser() {
  try {
    return createRequire(import.meta.url)('playwright-core').chromium.executablePath();
  } catch {
    return '';
  }
}

/** @returns {string | null} CHROME_PATH where it is set, else the first that is installed */
export function findBrowser() {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => commands.map((name) => join(folder, name)));
  const isThere = (/** @type {string} */ path) => path !== '' && existsSync(path);
  const installed = [process.env['CHROME_PATH'] ?? '', ...onPath, ...applications].find(isThere);
  return installed ?? [playwrightBrowser()].find(isThere) ?? null;
}
