/**
 * `npm start`: the workstation in its Electron window where that can be had, else the same
 * workstation served on 127.0.0.1. Paths given after `--` are opened.
 */
import { findElectron } from './setup/electron-executable.mjs';
import { root, run, runProgram, say, setUp, standWhereThePersonStands } from './setup/setup.mjs';

const startLimitMs = 3_000;

const parameters = process.argv.slice(2);
const node = await setUp('renderer');
const electron = await findElectron(node);
let reason = 'missing' in electron ? electron.missing : null;
if ('executable' in electron) await setUp('electron');
standWhereThePersonStands('start');
if ('executable' in electron) {
  const began = Date.now();
  const code = await run(electron.executable, [root, ...parameters], { cwd: process.cwd() });
  // One that ends at once never opened a window: a library is missing, or the sandbox isn't allowed here.
  if (code === 0 || code === 130 || Date.now() - began > startLimitMs) process.exit(code);
  reason = `Electron ended at once (exit code ${code})`;
}
say(`${reason}, so the workstation opens in a browser instead.`);
await runProgram(node, 'main/hosts/cli/main.ts', ['serve', '--open', ...parameters]);
