/** The index of a disc (DICOMDIR, PS3.10 8.6), and the files that it names. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { Fault } from '../../domain/faults/fault.ts';
import { dicomDirectory } from '../../imaging/dicom/directory.ts';
import { isDicom } from '../../imaging/dicom/data-set/data-set.ts';
import type { ArchivedFile } from '../disk/archive.ts';
import { readAt, withRegularFile } from '../disk/read-regular-file.ts';

export interface FileOnDisc {
  readonly path: string;
  /** Why it can't be read, where that is known. */
  readonly fault: Fault | null;
}

/** The file that an index names by these parts; null where there is none on the disc. */
export type FindOnDisc = (id: readonly string[]) => Promise<FileOnDisc | null>;

export const isIndexName = (name: string): boolean => name.toLowerCase() === 'dicomdir';

/** True for an index under any name. */
export async function isIndex(path: string): Promise<boolean> {
  return withRegularFile(path, async (handle) => {
    const start = await readAt(handle, 0, 512);
    return isDicom(start) && start.includes(dicomDirectory);
  }).catch(() => false);
}

/** A name as the index has it, in capitals without the version that ISO 9660 adds: systems show discs in either way. */
const nameOnDisc = (name: string): string => name.toLowerCase().replace(/;\d+$/, '').replace(/\.$/, '');

/** Looks for names in the disc's folder and nowhere else, wherever an id or a link on the disc may lead. */
export function createFindInFolder(root: string): FindOnDisc {
  const namesIn = new Map<string, Promise<ReadonlyMap<string, string>>>();

  function namesOf(folder: string): Promise<ReadonlyMap<string, string>> {
    const known = namesIn.get(folder);
    if (known !== undefined) return known;
    const read = readdir(folder).catch(() => []);
    const names = read.then((all) => new Map(all.map((name) => [nameOnDisc(name), name])));
    namesIn.set(folder, names);
    return names;
  }
  async function isInside(path: string): Promise<boolean> {
    const way = relative(await realpath(root), await realpath(path));
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way) && (await stat(path)).isFile();
  }
  return async (id) => {
    let place = root;
    for (const part of id) {
      const name = (await namesOf(place)).get(nameOnDisc(part));
      if (name === undefined) return null;
      place = join(place, name);
    }
    return (await isInside(place).catch(() => false)) ? { path: place, fault: null } : null;
  };
}

/** The same in an archive, for discs in any of its folders. */
export function createFindInArchive(
  archived: readonly ArchivedFile[],
): (root: string, id: readonly string[]) => ReturnType<FindOnDisc> {
  const nameOf = (path: string): string => path.split(sep).map(nameOnDisc).join(sep);
  const byName = new Map(archived.map((file) => [nameOf(file.path), file]));
  return (root, id) => Promise.resolve(byName.get(nameOf(placeOnDisc(root, id))) ?? null);
}

/** The path of what is missing, for a list: below the disc's folder, whatever the index says. */
export function placeOnDisc(root: string, id: readonly string[]): string {
  return join(root, ...id.flatMap((part) => part.split(/[/\\]/)).filter((part) => !/^\.*$/.test(part)));
}
