/** The packages that are shipped, in the program or inside the pages, and the texts of their licences. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** package-lock.json, by the packages' folders. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

/** The folder of a dependency as Node finds it: beside the package that needs it, or further up. */
function folderOf(packages: LockedPackages, from: string, name: string): string | undefined {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf('node_modules/') - 1))) {
    const folder = place === '' ? `node_modules/${name}` : `${place}/node_modules/${name}`;
    if (folder in packages) return folder;
    if (place === '') return undefined;
  }
}

/** Folders of everything that is shipped: what "dependencies" bring, and what the pages' packages need in turn. */
export function shippedFolders(packages: LockedPackages, ofPages: readonly string[]): readonly string[] {
  const isRun = ([path, { dev }]: [string, LockedPackage]): boolean => path !== '' && dev !== true;
  const shipped = new Set(
    Object.entries(packages)
      .filter(isRun)
      .map(([path]) => path),
  );
  function ship(folder: string | undefined): void {
    if (folder === undefined || shipped.has(folder)) return;
    shipped.add(folder);
    for (const name of Object.keys(packages[folder]!.dependencies ?? {})) ship(folderOf(packages, folder, name));
  }
  for (const name of ofPages) ship(folderOf(packages, '', name));
  return [...shipped].toSorted();
}

const isLicenceFile = (name: string): boolean => /^(licen[sc]e|copying|notice)/i.test(name);

/** A package's section; null for one that is not installed here, such as another platform's. */
export function noticeOf(root: string, folder: string): string | null {
  const path = join(root, folder);
  if (!existsSync(join(path, 'package.json'))) return null;
  const about = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Record<string, unknown>;
  const texts = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isLicenceFile(entry.name))
    .map(({ name }) => readFileSync(join(path, name), 'utf8').trim());
  const licence = typeof about['license'] === 'string' ? about['license'] : null;
  if (licence === null && texts.length === 0) throw new Error(`${folder} states no licence`);
  const title = `${String(about['name'])} ${String(about['version'])}${licence === null ? '' : ` (${licence})`}`;
  return [title, '', ...(texts.length > 0 ? texts : ['The package brings no text of its licence.'])].join('\n');
}
