/**
 * The files of an installed application that lie outside its archive, which Electron checks by itself: native code, which
 * can't be loaded from inside it, and the models. Their hashes lie in the archive.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** SHA-256, hexadecimal, by the path from the folder of resources, with `/`. */
export type OutsideHashes = Readonly<Record<string, string>>;

/** Beside the programs. */
export const outsideHashesFile = 'outside-files.json';

/** Folders below that of resources. */
const guarded = ['app.asar.unpacked', 'models'];

/** Every field of a package.json that decides which code runs; the packager leaves others out. */
const deciding = ['name', 'version', 'type', 'main', 'module', 'exports', 'imports'];

/** macOS itself checks native code when it loads it, and signing changes the files after they were hashed. */
const isLeftToTheSystem = (path: string): boolean => process.platform === 'darwin' && /\.(node|dylib)$/.test(path);

/** @throws where the file can't be read, or a package.json is no JSON. */
export async function hashOfOutsideFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  if (path.endsWith(`${sep}package.json`)) {
    const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    hash.update(JSON.stringify(deciding.map((field) => manifest[field] ?? null)));
  } else await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Paths below a folder, with `/`; none where it is missing. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .map((path) => path.replaceAll(sep, '/'));
}

/**
 * Files that are there but are not those that were packaged, in order of their names; the list itself where it is missing.
 * A file that is missing harms nobody: what needs it says so.
 * @param programs the folder of the list
 * @param resources the folder of the application's resources
 */
export async function changedOutsideFiles(programs: string, resources: string): Promise<readonly string[]> {
  const list = await readFile(join(programs, outsideHashesFile), 'utf8').catch(() => null);
  if (list === null) return [outsideHashesFile];
  const hashes = JSON.parse(list) as OutsideHashes;
  const changed: string[] = [];
  for (const folder of guarded) {
    for (const file of await filesBelow(join(resources, folder))) {
      const path = `${folder}/${file}`;
      if (isLeftToTheSystem(path)) continue;
      const hash = await hashOfOutsideFile(join(resources, path)).catch(() => null);
      if (!Object.hasOwn(hashes, path) || hash !== hashes[path]) changed.push(path);
    }
  }
  return changed.toSorted();
}
