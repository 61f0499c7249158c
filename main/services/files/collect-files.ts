import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { faultOf, type Fault } from '../../domain/faults/fault.ts';
import { isArchive, listArchive } from '../disk/archive.ts';
import { faultOfError } from '../disk/fault-of-error.ts';
import type { Files } from './allowed-files.ts';
import { isHidden } from './allowed-files.ts';
import type { FoundFile } from './found-file.ts';
import { isNameLost } from './lost-names.ts';
import { compareNames, sortInTurns } from './sort-names.ts';

export interface CollectOptions {
  readonly signal?: AbortSignal | undefined;
  /** False for paths that a person did not choose one by one: then a text among them is no image that failed. */
  readonly areNamed?: boolean;
}

/**
 * Every file under the paths, absolute, folders searched deeply and in the order of names. Links are followed where they
 * may be; a folder that is reached twice, as through a loop of links, is read once. Whatever is not read stands in the list
 * with its reason. A ZIP file is searched like a folder, but not one inside another. Files that were named themselves are taken even when hidden or missing: the person meant them.
 */
export async function collectFiles(
  paths: readonly string[],
  files: Files,
  { signal, areNamed = true }: CollectOptions = {},
): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>();
  const visited = new Set<string>();

  function add(path: string, more: Omit<FoundFile, 'path'> = {}): void {
    if (!found.has(path)) found.set(path, { path, ...more });
  }
  const leaveOut = (path: string, fault: Fault): void => add(path, { leftOut: { status: 'failed', fault } });
  const ignore = (path: string, fault: Fault): void => add(path, { leftOut: { status: 'ignored', fault } });

  async function walk(folder: string): Promise<void> {
    try {
      const real = await realpath(folder);
      if (visited.has(real)) return;
      if (!files.isAllowed(real)) return leaveOut(folder, faultOf('file.forbidden', {}));
      visited.add(real);
      const entries = await readdir(folder, { withFileTypes: true });
      for (const entry of await sortInTurns(entries, (a, b) => compareNames(a.name, b.name))) {
        if (signal?.aborted === true) return;
        await take(join(folder, entry.name), entry);
      }
    } catch (error) {
      leaveOut(folder, faultOfFolder(folder, error));
    }
  }
  async function take(path: string, entry: Dirent): Promise<void> {
    if (isHidden(entry.name)) ignore(path, faultOf('file.hidden', {}));
    // Most entries are neither links nor anything special: no further question to the disk.
    else if (entry.isDirectory()) await walk(path);
    else if (entry.isFile()) await takeFile(path, entry.name);
    else if (entry.isSymbolicLink()) await followLink(path, entry.name);
    else leaveOut(path, faultOf('file.special', {}));
  }
  async function takeFile(path: string, name: string): Promise<void> {
    if (name.toLowerCase() === 'dicomdir') ignore(path, faultOf('dicom.directory', {}));
    else if (/\.zip$/i.test(name) && (await isArchive(path))) await takeArchive(path);
    else add(path);
  }
  async function takeArchive(archive: string): Promise<void> {
    try {
      const archived = await listArchive(archive);
      for (const { path, parts, fault } of await sortInTurns(archived, (a, b) => compareNames(a.path, b.path))) {
        if (parts.some(isHidden)) ignore(path, faultOf('file.hidden', {}));
        else if (fault !== null) leaveOut(path, fault);
        else add(path);
      }
    } catch (error) {
      leaveOut(archive, faultOfError(error));
    }
  }
  async function followLink(path: string, name: string): Promise<void> {
    try {
      const target = await realpath(path);
      if (!files.isAllowed(target)) return leaveOut(path, faultOf('file.forbidden', {}));
      const about = await stat(target);
      if (about.isDirectory()) await walk(path);
      else if (about.isFile()) await takeFile(path, name);
      else leaveOut(path, faultOf('file.special', {}));
    } catch (error) {
      leaveOut(path, faultOfLink(path, error));
    }
  }
  for (const path of paths.map((given) => resolve(given))) {
    const about = await stat(path).catch(() => null);
    if (about?.isDirectory() === true) await walk(path);
    else if (about?.isFile() === true && (await isArchive(path))) await takeArchive(path);
    else add(path, areNamed ? { isNamed: true } : {});
  }
  return [...found.values()];
}

function faultOfFolder(folder: string, error: unknown): Fault {
  const fault = faultOfError(error);
  if (fault.code === 'file.no-permission') return faultOf('file.folder-closed', {}, error);
  return fault.code === 'file.gone' && isNameLost(folder) ? faultOf('file.name-not-utf8', {}, error) : fault;
}

function faultOfLink(path: string, error: unknown): Fault {
  const fault = faultOfError(error);
  if (fault.code !== 'file.gone') return fault;
  return faultOf(isNameLost(path) ? 'file.name-not-utf8' : 'file.link-nowhere', {}, error);
}
