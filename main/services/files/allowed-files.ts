import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { FolderListing } from '../../contract/contract.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { createFolderLister, type FolderPage } from './list-folder.ts';
import { isNameLost } from './lost-names.ts';

/** Which files a host may read, and the folder browser over them. */
export interface Files {
  /** Folders to browse; a root that is a file may be read but is no place to look around in. */
  readonly roots: readonly string[];
  /** The path, when it may be read; links are followed and judged by where they lead. */
  check(path: string): Promise<Outcome<string>>;
  /** A path to write to, which need not be there yet: judged by the folder above it that is. */
  checkNew(path: string): Promise<Outcome<string>>;
  /** True when this real path (without links) may be read. */
  isAllowed(real: string): boolean;
  list(path: string, page: FolderPage): Promise<Outcome<FolderListing>>;
}

/** Left by operating systems. */
const IGNORED = new Set(['thumbs.db', 'desktop.ini', '__macosx']);

/** True for names that a person who opens a folder does not mean. */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || IGNORED.has(name.toLowerCase());
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  // On Windows the way to another drive is an absolute path.
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

const forbidden = failure('file.forbidden', {});
const missing = failure('file.missing', {});
const lost = failure('file.name-not-utf8', {});

async function realPathOf(path: string): Promise<string | null> {
  return realpath(path).catch(() => null);
}

async function foldersAmong(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map((path) => stat(path)));
  return paths.filter((_, index) => found[index]?.isDirectory() === true);
}

/** `null`: every path the person's account can read, as in Electron and on the command line. */
export async function createFiles(roots: readonly string[] | null): Promise<Files> {
  const real = roots === null ? null : await Promise.all(roots.map((root) => realpath(root)));
  const isAllowed = (path: string): boolean => real === null || real.some((root) => isWithin(root, path));
  const listFolder = createFolderLister({ isAllowed, isShown: ({ name }) => !isHidden(name) });
  /** Judged as written before the disk is asked, so that the answer tells nothing of what lies outside. */
  const isPlausible = (path: string): boolean =>
    isAllowed(path) || (roots ?? []).some((root) => isWithin(resolve(root), path));

  async function check(path: string): Promise<Outcome<string>> {
    const absolute = resolve(path);
    if (!isPlausible(absolute)) return forbidden;
    const found = await realPathOf(absolute);
    if (found === null) return isNameLost(absolute) ? lost : missing;
    return isAllowed(found) ? success(absolute) : forbidden;
  }
  return {
    roots: await foldersAmong(real ?? []),
    check,
    async checkNew(path) {
      const absolute = resolve(path);
      if (!isPlausible(absolute)) return forbidden;
      let place = absolute;
      let found = await realPathOf(place);
      while (found === null && dirname(place) !== place) found = await realPathOf((place = dirname(place)));
      return found !== null && isAllowed(found) ? success(absolute) : forbidden;
    },
    isAllowed,
    async list(path, page) {
      // Without roots there is no folder browser: the host has native dialogs.
      if (real === null) return forbidden;
      const checked = await check(path);
      if (!checked.ok) return checked;
      const folder = await realpath(checked.value);
      const listed = await listFolder(folder, page);
      if (listed === null) return failure('file.folder-closed', {});
      return success({ path: folder, parent: real.includes(folder) ? null : dirname(folder), ...listed });
    },
  };
}
