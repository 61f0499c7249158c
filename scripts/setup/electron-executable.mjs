/** Electron's executable: where it lies, whether it could open a window here, and how it gets there. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { download, stallMs } from './download.mjs';
import { cacheFolder, root, say } from './setup.mjs';

/** A failed download is not tried again before this has passed, so that the next start doesn't wait. */
const rememberMs = 24 * 60 * 60 * 1000;
const folder = join(root, 'node_modules', 'electron');
const failureNote = join(cacheFolder, 'electron-unavailable');

/** @returns {string | null} */
function installedExecutable() {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
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

/** @param {string} node */
async function downloadElectron(node) {
  say(`fetching Electron's executable (once; given up when nothing comes for ${stallMs / 1000} s) …`);
  await download(node, [join(folder, 'install.js')], { target: join(folder, 'dist') });
  if (installedExecutable()) rmSync(failureNote, { force: true });
  else writeFileSync(failureNote, 'Delete this file to make the next start try again.\n');
}

/**
 * The executable, or why there is no window.
 * @returns {{ executable: string } | { missing: string }}
 */
export function lookForElectron() {
  const reason = whyNoWindow();
  if (reason) return { missing: reason };
  const executable = installedExecutable();
  return executable ? { executable } : { missing: 'Electron’s executable is not on this machine' };
}

/**
 * The same, after it has been fetched where it could be of use.
 * @param {string} node
 */
export async function findElectron(node) {
  if (!whyNoWindow() && !installedExecutable() && !hasFailedLately()) await downloadElectron(node);
  return lookForElectron();
}
