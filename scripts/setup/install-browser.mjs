/** A Chromium for the browser tests: by apt where this account may, else by Playwright, for this account alone. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { download } from './download.mjs';
import { findBrowser, playwrightBrowser } from './find-browser.mjs';
import { root, run, say } from './setup.mjs';

const apt =
  'apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium fonts-liberation';

async function installByApt() {
  const sudo = process.getuid?.() === 0 ? '' : 'sudo -n ';
  if (spawnSync('sh', ['-c', `command -v apt-get && ${sudo}true`], { stdio: 'ignore' }).status !== 0) return;
  say('installing Chromium for the browser tests (once, by apt-get) …');
  await run('sh', ['-c', `${sudo}sh -c '${apt}'`], { quiet: true });
}

/** @param {string} node */
async function installByPlaywright(node) {
  say('fetching Chromium for the browser tests (once, by Playwright, into your cache folder) …');
  const [target = ''] = playwrightBrowser().split(/chromium-\d/);
  const playwright = join(root, 'node_modules/playwright-core/cli.js');
  await download(node, [playwright, 'install', '--no-shell', 'chromium'], { target });
}

/**
 * @param {string} node
 * @returns {Promise<string | null>} the executable; null where none could be had, and why is said
 */
export async function installBrowser(node) {
  if (process.platform === 'linux') await installByApt();
  if (!findBrowser()) await installByPlaywright(node);
  const browser = findBrowser();
  if (!browser)
    say(
      'there is no Chromium, so the browser tests will fail. Install Chromium or Chrome (Debian: apt-get install chromium), ' +
        'or set CHROME_PATH to one.',
    );
  return browser;
}
