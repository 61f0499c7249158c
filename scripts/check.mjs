/** `npm run check`: types, lint with the import table, format, dead code; all of them, whatever one says. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './setup/setup.mjs';

const node = await setUp();
const modules = join(root, 'node_modules');

const checks = {
  types: ['typescript/bin/tsc', '-p', '.'],
  lint: ['oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
  format: [
    'prettier/bin/prettier.cjs',
    '--check',
    '--log-level=warn',
    '--cache',
    '--cache-location=.cache/prettier',
    '.',
  ],
  'dead code': ['knip/bin/knip.js', '--cache', '--cache-location=.cache/knip', '--no-progress'],
};

/**
 * @param {string} name
 * @param {readonly string[]} command
 * @returns {Promise<boolean>}
 */
function check(name, [program = '', ...parameters]) {
  const began = Date.now();
  return new Promise((resolve) => {
    const child = spawn(node, [join(modules, program), ...parameters], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('close', (code) => {
      if (code !== 0) process.stdout.write(output);
      console.log(
        `${name}: ${code === 0 ? 'fine' : 'FAULTS, see above'} (${((Date.now() - began) / 1000).toFixed(1)} s)`,
      );
      resolve(code === 0);
    });
  });
}

const results = await Promise.all(Object.entries(checks).map(([name, command]) => check(name, command)));
process.exit(results.every(Boolean) ? 0 : 1);
