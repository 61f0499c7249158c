/**
 * `npm start`: the workstation in its Electron window where that can be had, else the same
 * workstation served on 127.0.0.1. Paths given after `--` are opened.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, root, run, runProgram, say, setUp } from './setup.mjs';

const downloadLimitMs = 45_000;
/** A failed download is not tried again before this has passed, so that the next start doesn't wait. */
const rememberMs = 24 * 60 * 60 * 1000;
const startLimitMs = 3_000;
const electronFolder = join(root, 'node_modules', 'electron');
const failureNote = join(cacheFolder, 'electron-unavailable');

/** @returns {string | null} */
function electronExecutable() {
  const pathFile = join(electronFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const executable = join(electronFolder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : null;
}

/** @returns {string | null} why Electron can't open a window here, without trying */
function whyNoWindow() {
  if (process.platform !== 'linux') return null;
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'there is no display';
  if (process.getuid?.() === 0) return 'Electron does not run as root';
  return null;
}

const hasFailedLately = () => existsSync(failureNote) && Date.now() - statSync(failureNote).mtimeMs < rememberMs;

/**
 * Electron's own download, in a child with a time limit: it waits for ever on a server that never answers.
 * @param {string} node
 */
async function downloadElectron(node) {
  say(`fetching Electron's executable (once, at most ${downloadLimitMs / 1000} s) …`);
  await new Promise((resolve) => {
    const child = spawn(node, [join(electronFolder, 'install.js')], {
      stdio: 'ignore',
      timeout: downloadLimitMs,
      killSignal: 'SIGKILL',
    });
    child.once('error', resolve);
    child.once('exit', resolve);
  });
  if (electronExecutable()) rmSync(failureNote, { force: true });
  else writeFileSync(failureNote, 'Delete this file to make the next start try again.\n');
}

/**
 * @param {string} node
 * @returns {Promise<{ executable: string } | { missing: string }>}
 */
async function findElectron(node) {
  const reason = whyNoWindow();
  if (reason) return { missing: reason };
  if (!electronExecutable() && !hasFailedLately()) await downloadElectron(node);
  const executable = electronExecutable();
  return executable ? { executable } : { missing: `Electron's executable could not be fetched` };
}

const parameters = process.argv.slice(2);
const node = await setUp('renderer');
const electron = await findElectron(node);
let reason = 'missing' in electron ? electron.missing : null;
if ('executable' in electron) {
  await setUp('electron');
  const began = Date.now();
  const code = await run(electron.executable, [root, ...parameters]);
  // One that ends at once never opened a window: a library is missing, or the sandbox isn't allowed here.
  if (code === 0 || code === 130 || Date.now() - began > startLimitMs) process.exit(code);
  reason = `Electron ended at once (exit code ${code})`;
}
say(`${reason}, so the workstation opens in a browser instead.`);
await runProgram(node, 'main/hosts/cli/main.ts', ['serve', '--open', ...parameters]);
