/**
 * `npm test`: set-up, a browser where there is none, then every test. Names or paths given after
 * `--` narrow the run, as vitest takes them; `--long` runs those of `tests/long` instead, which take minutes each.
 */
import { join } from 'node:path';
import { findBrowser } from './setup/find-browser.mjs';
import { installBrowser } from './setup/install-browser.mjs';
import { root, run, setUp } from './setup/setup.mjs';

const node = await setUp('renderer');
const browser = findBrowser() ?? (await installBrowser(node));

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const reporters = ['--reporter=default', `--reporter=${join(root, 'scripts/closing-line-reporter.ts')}`];
const isLong = process.argv.includes('--long');
const env = {
  ...process.env,
  ...(browser && { CHROME_PATH: browser }),
  ...(isLong && { OVERREAD_LONG_TESTS: 'yes' }),
};
const names = process.argv.slice(2).filter((name) => name !== '--long');
process.exit(await run(node, [vitest, 'run', ...reporters, ...names], { env }));
