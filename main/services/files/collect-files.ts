import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Files } from './allowed-files.ts';
import { isHidden } from './allowed-files.ts';
import { isNameLost } from './lost-names.ts';
import { compareNames, sortInTurns } from './sort-names.ts';

/**
 * Every file under the paths, absolute, folders searched deeply and in the order of names. Links are
 * followed where they may be; a folder that is reached twice, as through a loop of links, is read once. A folder that can't
 * be read is in the list as if it were a file, so that it is told of.
 * Files that were named themselves are taken even when hidden or missing: the person meant them.
 */
export async function collectFiles(paths: readonly string[], files: Files, signal?: AbortSignal): Promise<string[]> {
  const found = new Set<string>();
  const visited = new Set<string>();

  async function walk(folder: string): Promise<void> {
    const real = await realpath(folder).catch(() => null);
    if (real === null && isNameLost(folder)) return void found.add(folder);
    if (real === null || visited.has(real) || !files.isAllowed(real)) return;
    visited.add(real);
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
    // A folder that can't be read stands in the list itself: whoever reads it as a file gets the reason, and tells it.
    if (entries === null) return void found.add(folder);
    for (const entry of await sortInTurns(entries, (a, b) => compareNames(a.name, b.name))) {
      if (signal?.aborted === true) return;
      if (!isHidden(entry.name)) await take(join(folder, entry.name), entry);
    }
  }
  async function take(path: string, entry: Dirent): Promise<void> {
    // Most entries are neither links nor anything special: no further question to the disk.
    if (entry.isFile()) found.add(path);
    else if (entry.isDirectory()) await walk(path);
    else if (entry.isSymbolicLink()) await followLink(path);
  }
  async function followLink(path: string): Promise<void> {
    const target = await realpath(path).catch(() => null);
    if (target === null || !files.isAllowed(target)) return;
    const about = await stat(target).catch(() => null);
    if (about?.isDirectory() === true) await walk(path);
    else if (about?.isFile() === true) found.add(path);
  }
  for (const path of paths.map((given) => resolve(given))) {
    const about = await stat(path).catch(() => null);
    if (about?.isDirectory() === true) await walk(path);
    else found.add(path);
  }
  return [...found];
}
