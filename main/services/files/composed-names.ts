/**
 * Names in lists against those on the disk: an accent may be part of its letter (NFC, as most systems write) or a sign of
 * its own (NFD, as macOS and archives made there write).
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const plain = /^[\x20-\x7e]*$/;

/** A function that turns a listed name, relative to `root` with forward slashes, into the name that the disk has. */
export function createNameFinder(root: string): (file: string) => Promise<string> {
  const namesIn = new Map<string, Promise<readonly string[]>>();

  function namesOf(folder: string): Promise<readonly string[]> {
    const names = namesIn.get(folder) ?? readdir(folder).catch(() => []);
    namesIn.set(folder, names);
    return names;
  }
  async function find(folder: string, name: string): Promise<string> {
    if (plain.test(name)) return name;
    const names = await namesOf(folder);
    if (names.includes(name)) return name;
    return names.find((one) => one.normalize('NFC') === name.normalize('NFC')) ?? name;
  }
  return async (file) => {
    if (plain.test(file)) return file;
    let way = '';
    for (const part of file.split('/')) way = join(way, await find(join(root, way), part));
    return way;
  };
}
