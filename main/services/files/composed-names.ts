/**
 * Names in lists against those on the disk: an accent may be part of its letter (NFC, as most systems write) or a sign of
 * its own (NFD, as macOS and archives made there write), and a name may be written in an encoding older than UTF-8.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isNameLost } from './lost-names.ts';

const plain = /^[\x20-\x7e]*$/;

interface NameOnDisk {
  /** As programs get it. */
  readonly name: string;
  /** The same bytes as systems of the West wrote them. */
  readonly western: string;
}

const western = new TextDecoder('windows-1252');

/** A function that turns a listed name, relative to `root` with forward slashes, into the name that the disk has. */
export function createNameFinder(root: string): (file: string) => Promise<string> {
  const namesIn = new Map<string, Promise<readonly NameOnDisk[]>>();

  function namesOf(folder: string): Promise<readonly NameOnDisk[]> {
    const names = namesIn.get(folder) ?? list(folder).catch(() => []);
    namesIn.set(folder, names);
    return names;
  }
  async function find(folder: string, name: string): Promise<string> {
    if (plain.test(name)) return name;
    const names = await namesOf(folder);
    if (names.some((one) => one.name === name)) return name;
    const composed = name.normalize('NFC');
    const found =
      names.find((one) => one.name.normalize('NFC') === composed) ??
      names.find((one) => isNameLost(one.name) && one.western === composed);
    return found?.name ?? name;
  }
  return async (file) => {
    if (plain.test(file)) return file;
    let way = '';
    for (const part of file.split('/')) way = join(way, await find(join(root, way), part));
    return way;
  };
}

async function list(folder: string): Promise<readonly NameOnDisk[]> {
  const names = await readdir(folder, { encoding: 'buffer' });
  return names.map((bytes) => ({ name: bytes.toString('utf8'), western: western.decode(bytes) }));
}
