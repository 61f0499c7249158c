/** Names for pictures of files: readable, each once, and the same whenever the same files are given. */
import { dirname, relative, resolve } from 'node:path';

/** Bytes of a name; file systems take 255, and an ending comes behind it. */
const longest = 160;

/**
 * A file's place below the folder that holds all that was given, with `__` between the folders. Files whose names
 * would still be one, also where upper and lower case are, get a number.
 * @param given files and folders, as typed.
 * @param files absolute paths.
 */
export function nameHeatmaps(given: readonly string[], files: readonly string[]): ReadonlyMap<string, string> {
  const folder = commonFolder(
    given.map((path) => resolve(path)),
    files,
  );
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const file of files.toSorted()) {
    const plain = shorten(relative(folder, file).replaceAll(/[\\/:]+/g, '__'));
    let name = plain;
    for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${plain}-${i}`;
    taken.add(name.toLowerCase());
    names.set(file, name);
  }
  return names;
}

/** The deepest folder with all of the paths below it; a file's own is its parent. */
function commonFolder(given: readonly string[], files: readonly string[]): string {
  let folder = given.find((path) => !files.includes(path)) ?? dirname(given[0] ?? '');
  const isBelow = (path: string): boolean => path !== folder && !relative(folder, path).startsWith('..');
  while (!files.every(isBelow) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** Without its beginning, which says the least. */
function shorten(name: string): string {
  let short = name;
  while (Buffer.byteLength(short) > longest) short = short.slice(1);
  return short;
}
