/** Where a Chromium that Playwright can drive lies on this machine. */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
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

/** Browsers that Playwright installed for this user. */
function playwrightBrowsers() {
  const folder = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.startsWith('chromium-'));
  return names.flatMap((name) => [
    join(folder, name, 'chrome-linux/chrome'),
    join(folder, name, 'chrome-linux64/chrome'),
  ]);
}

/** @returns {string | null} CHROME_PATH where it is set, else the first that is installed */
export function findBrowser() {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => commands.map((name) => join(folder, name)));
  const candidates = [process.env['CHROME_PATH'] ?? '', ...onPath, ...applications, ...playwrightBrowsers()];
  return candidates.find((path) => path !== '' && existsSync(path)) ?? null;
}
