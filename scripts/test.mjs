/**
 * `npm test`: set-up, a browser where there is none, then every test. Names or paths given after
 * `--` narrow the run, as vitest takes them.
 */
import { join } from 'node:path';
import { findBrowser } from './find-browser.mjs';
import { root, run, say, setUp } from './setup.mjs';

/** Debian's Chromium, by apt. Without it the browser tests fail, and say so. */
async function installBrowser() {
  const apt =
    'apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium fonts-liberation';
  const asRoot = process.getuid?.() === 0 ? apt : `sudo -n sh -c '${apt}'`;
  if (process.platform !== 'linux') return;
  say('installing Chromium for the browser tests (once, by apt-get) …');
  await run('sh', ['-c', asRoot], { quiet: true });
}

const node = await setUp('renderer');
if (!findBrowser()) await installBrowser();
const browser = findBrowser();
if (!browser) say('there is no Chromium; install one or set CHROME_PATH. The browser tests will fail.');

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const reporters = ['--reporter=default', `--reporter=${join(root, 'scripts/closing-line-reporter.ts')}`];
const env = { ...process.env, ...(browser && { CHROME_PATH: browser }) };
process.exit(await run(node, [vitest, 'run', ...reporters, ...process.argv.slice(2)], { env }));
