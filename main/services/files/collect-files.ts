import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { faultOf, type Fault } from '../../domain/faults/fault.ts';
import { isArchive, type ArchivedFile } from '../disk/archive.ts';
import { faultOfError } from '../disk/fault-of-error.ts';
import { isHidden, type Files } from './allowed-files.ts';
import type { Containers } from './containers.ts';
import { createFindInArchive, createFindInFolder, isIndex, isIndexName, placeOnDisc, type FindOnDisc } from './disc.ts';
import type { FoundFile } from './found-file.ts';
import { isNameLost } from './lost-names.ts';
import { compareNames, sortInTurns } from './sort-names.ts';

export interface CollectOptions {
  readonly signal?: AbortSignal | undefined;
  /** False for paths that a person did not choose one by one: then a text among them is no image that failed. */
  readonly areNamed?: boolean;
}

export interface WalkOptions {
  readonly files: Files;
  readonly containers: Containers;
}

type Beside = Pick<FoundFile, 'isBesideIndex'>;

/**
 * Every file under the paths, absolute, folders searched deeply and in the order of names. Links are followed where they
 * may be; a folder that is reached twice, as through a loop of links, is read once. Whatever is not read stands in the list
 * with its reason. A ZIP file is searched like a folder, but not one inside another.
 * Where a disc's index (DICOMDIR) can be read, what it names comes first. Files that were named themselves are taken even when hidden or missing: the person meant them.
 */
export async function collectFiles(
  paths: readonly string[],
  { files, containers }: WalkOptions,
  { signal, areNamed = true }: CollectOptions = {},
): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>();
  const visited = new Set<string>();

  function add(path: string, more: Omit<FoundFile, 'path'> = {}): void {
    if (!found.has(path)) found.set(path, { path, ...more });
  }
  const leaveOut = (path: string, fault: Fault): void => add(path, { leftOut: { status: 'failed', fault } });
  const ignore = (path: string, fault: Fault): void => add(path, { leftOut: { status: 'ignored', fault } });

  async function walk(folder: string, beside: Beside = {}): Promise<void> {
    try {
      const real = await realpath(folder);
      if (visited.has(real)) return;
      if (!files.isAllowed(real)) return leaveOut(folder, faultOf('file.forbidden', {}));
      visited.add(real);
      const entries = await readdir(folder, { withFileTypes: true });
      const index = entries.find((entry) => isIndexName(entry.name) && !entry.isDirectory());
      const isDisc =
        index !== undefined && (await takeDisc(folder, join(folder, index.name), createFindInFolder(folder)));
      for (const entry of await sortInTurns(entries, (a, b) => compareNames(a.name, b.name))) {
        if (signal?.aborted === true) return;
        await take(join(folder, entry.name), entry, isDisc ? { isBesideIndex: true } : beside);
      }
    } catch (error) {
      leaveOut(folder, faultOfFolder(folder, error));
    }
  }
  async function take(path: string, entry: Dirent, beside: Beside): Promise<void> {
    if (isHidden(entry.name)) ignore(path, faultOf('file.hidden', {}));
    // Most entries are neither links nor anything special: no further question to the disk.
    else if (entry.isDirectory()) await walk(path, beside);
    else if (entry.isFile()) await takeFile(path, entry.name, beside);
    else if (entry.isSymbolicLink()) await followLink(path, entry.name, beside);
    else leaveOut(path, faultOf('file.special', {}));
  }
  async function takeFile(path: string, name: string, beside: Beside): Promise<void> {
    if (/\.zip$/i.test(name) && (await isArchive(path))) await takeArchive(path);
    else add(path, beside);
  }
  /** Takes the files that the index names, in its order. False where it names none or can't be read. */
  async function takeDisc(root: string, index: string, find: FindOnDisc): Promise<boolean> {
    const ids = await containers.index(index);
    if (!ids.ok) {
      leaveOut(index, ids.error);
      return false;
    }
    ignore(index, faultOf('dicom.directory', {}));
    for (const id of ids.value) {
      const file = id.length === 0 ? null : await find(id);
      if (file === null) leaveOut(placeOnDisc(root, id), faultOf('disc.file-missing', {}));
      else if (file.fault === null) add(file.path);
      else leaveOut(file.path, file.fault);
    }
    return ids.value.length > 0;
  }
  async function takeArchive(archive: string): Promise<void> {
    const archived = await containers.archive(archive);
    if (!archived.ok) return leaveOut(archive, archived.error);
    const discs = await takeDiscsOf(archived.value);
    for (const { path, parts, fault } of await sortInTurns(archived.value, (a, b) => compareNames(a.path, b.path))) {
      if (parts.some(isHidden)) ignore(path, faultOf('file.hidden', {}));
      else if (fault !== null) leaveOut(path, fault);
      else add(path, discs.some((root) => path.startsWith(root + sep)) ? { isBesideIndex: true } : {});
    }
  }
  /** Takes what the indexes in an archive name; returns the folders of the discs. */
  async function takeDiscsOf(archived: readonly ArchivedFile[]): Promise<readonly string[]> {
    const find = createFindInArchive(archived);
    const roots: string[] = [];
    for (const { path, parts, fault } of archived) {
      if (fault !== null || !isIndexName(parts.at(-1)!)) continue;
      const root = dirname(path);
      if (await takeDisc(root, path, (id) => find(root, id))) roots.push(root);
    }
    return roots;
  }
  async function followLink(path: string, name: string, beside: Beside): Promise<void> {
    try {
      const target = await realpath(path);
      if (!files.isAllowed(target)) return leaveOut(path, faultOf('file.forbidden', {}));
      const about = await stat(target);
      if (about.isDirectory()) await walk(path, beside);
      else if (about.isFile()) await takeFile(path, name, beside);
      else leaveOut(path, faultOf('file.special', {}));
    } catch (error) {
      leaveOut(path, faultOfLink(path, error));
    }
  }
  /** A disc is opened by its index as by its folder. */
  async function takeDiscOf(index: string): Promise<void> {
    const root = dirname(index);
    if (isIndexName(basename(index))) return walk(root);
    const isAllowed = files.isAllowed(await realpath(root));
    const isDisc = isAllowed && (await takeDisc(root, index, createFindInFolder(root)));
    return walk(root, isDisc ? { isBesideIndex: true } : {});
  }
  for (const path of paths.map((given) => resolve(given))) {
    const about = await stat(path).catch(() => null);
    if (about?.isDirectory() === true) await walk(path);
    else if (about?.isFile() === true && (await isArchive(path))) await takeArchive(path);
    else if (areNamed && about?.isFile() === true && (isIndexName(basename(path)) || (await isIndex(path))))
      await takeDiscOf(path);
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
