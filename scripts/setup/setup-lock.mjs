/** One set-up of a clone at a time, over processes, accounts and containers that share its folder. */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const beatMs = 1_000;

/** @param {string} path */
const ageMark = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs;

/**
 * Runs the work while no other set-up holds the lock. Whoever holds it touches it every second; one that
 * stays untouched for `staleMs` while we watch is taken over. Process ids would not do: containers and
 * restarts use the same few again. Nor would the file's age: clocks differ, and laptops sleep.
 * @param {string} lock path of the lock file
 * @param {() => Promise<void>} work
 * @param {{ onWait?: () => void, staleMs?: number, checkMs?: number }} [options]
 */
export async function alone(lock, work, { onWait = () => undefined, staleMs = 10_000, checkMs = 500 } = {}) {
  const token = randomUUID();
  mkdirSync(dirname(lock), { recursive: true });
  if (!take(lock, token)) {
    onWait();
    await waitFor(lock, token, staleMs, checkMs);
  }
  const release = () => {
    if (existsSync(lock) && readFileSync(lock, 'utf8') === token) rmSync(lock, { force: true });
  };
  const beat = setInterval(() => touch(lock), beatMs);
  process.once('exit', release);
  try {
    await work();
  } finally {
    clearInterval(beat);
    process.removeListener('exit', release);
    release();
  }
}

/**
 * @param {string} lock
 * @param {string} token
 * @returns {boolean} false where somebody holds it
 */
function take(lock, token) {
  try {
    writeFileSync(lock, token, { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * @param {string} lock
 * @param {string} token
 * @param {number} staleMs
 * @param {number} checkMs
 */
async function waitFor(lock, token, staleMs, checkMs) {
  let mark = ageMark(lock);
  let since = performance.now();
  while (!take(lock, token)) {
    await delay(checkMs);
    const next = ageMark(lock);
    if (next !== mark) [mark, since] = [next, performance.now()];
    else if (performance.now() - since > staleMs) rmSync(lock, { force: true });
  }
}

/** @param {string} lock */
function touch(lock) {
  const now = new Date();
  if (existsSync(lock)) utimesSync(lock, now, now);
}
