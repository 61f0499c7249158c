/** Other programs' downloads, watched from outside: they wait for ever on a server that never answers. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheFolder } from './setup.mjs';

/** A download may take as long as its line is slow, but no longer than this without a further byte. */
export const stallMs = 45_000;

/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program that downloads by way of its temporary folder, and ends it once nothing has arrived
 * there or in the target for a while.
 * @param {string} program
 * @param {readonly string[]} parameters
 * @param {{ target: string, stallMs?: number, checkMs?: number }} options target: folder that the download ends in
 * @returns {Promise<void>} resolves whatever became of it: look whether the thing is there
 */
export async function download(program, parameters, { target, stallMs: patienceMs = stallMs, checkMs = 500 }) {
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(join(cacheFolder, 'download-'));
  const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder };
  const child = spawn(program, parameters, { stdio: 'ignore', env });
  const clear = () => rmSync(folder, { recursive: true, force: true });
  const interrupt = () => {
    child.kill('SIGKILL');
    clear();
    process.exit(130);
  };
  for (const signal of signals) process.once(signal, interrupt);
  let isOver = false;
  child.once('error', () => (isOver = true));
  child.once('close', () => (isOver = true));
  let [size, since] = [0, performance.now()];
  while (!isOver) {
    await delay(checkMs);
    const next = sizeOf(folder) + sizeOf(target);
    if (next !== size) [size, since] = [next, performance.now()];
    else if (performance.now() - since > patienceMs) child.kill('SIGKILL');
  }
  for (const signal of signals) process.removeListener(signal, interrupt);
  clear();
}

/**
 * @param {string} folder
 * @returns {number} bytes in all files of the folder; files that go away meanwhile count nothing
 */
function sizeOf(folder) {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return 0;
  const names = readdirSync(folder, { recursive: true }).map(String);
  return names.reduce((sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0);
}
