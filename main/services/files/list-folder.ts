/** A folder's content in pages, whatever its size: only what a page shows is asked of the disk. */
import type { Dirent } from 'node:fs';
import { opendir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import pMap, { pMapSkip } from 'p-map';
import type { FolderEntry } from '../../contract/contract.ts';
import { isNameLost } from './lost-names.ts';
import { compareNames, sortInTurns } from './sort-names.ts';

type Kind = FolderEntry['kind'];

interface Named {
  readonly name: string;
  readonly kind: Kind;
}

/** The names in a folder, sorted. */
interface Content {
  readonly named: readonly Named[];
  readonly folders: number;
}

export interface FolderPage {
  readonly offset: number;
  readonly limit: number;
}

export interface ListedFolder {
  readonly entries: readonly FolderEntry[];
  /** Numbers of all, on all pages. */
  readonly folders: number;
  readonly files: number;
}

export interface FolderListerOptions {
  /** Whether a real path may be read. */
  readonly isAllowed: (real: string) => boolean;
  readonly isShown: (entry: Dirent) => boolean;
}

/** Questions to the disk at once: others have to get theirs answered meanwhile. */
const CONCURRENCY = 8;

/** The content of these folders stays as it was when their first page was read, until that is read again. */
const REMEMBERED = 4;

function byKindThenName(a: Named, b: Named): number {
  if (a.kind !== b.kind) return a.kind === 'folder' ? -1 : 1;
  return compareNames(a.name, b.name);
}

/** Lists a folder by its real path. Null: it can't be read. */
export function createFolderLister({ isAllowed, isShown }: FolderListerOptions) {
  const contents = new LRUCache<string, Content>({ max: REMEMBERED });

  /** A link, or an entry of a file system that tells no kinds. Null: it leads nowhere or out, or is something else. */
  async function kindByDisk(folder: string, entry: Dirent): Promise<Kind | null> {
    const real = await realpath(join(folder, entry.name)).catch(() => null);
    if (real === null || !isAllowed(real)) return null;
    const about = await stat(real).catch(() => null);
    if (about?.isDirectory() === true) return 'folder';
    return about?.isFile() === true ? 'file' : null;
  }
  async function read(folder: string): Promise<Content | null> {
    const named: Named[] = [];
    const unclear: Dirent[] = [];
    try {
      for await (const entry of await opendir(folder, { bufferSize: 512 })) {
        if (!isShown(entry) || isNameLost(entry.name)) continue;
        if (entry.isFile()) named.push({ name: entry.name, kind: 'file' });
        else if (entry.isDirectory()) named.push({ name: entry.name, kind: 'folder' });
        else unclear.push(entry);
      }
    } catch {
      return null;
    }
    const links = await pMap(
      unclear,
      async (entry) => {
        const kind = await kindByDisk(folder, entry);
        return kind === null ? pMapSkip : { name: entry.name, kind };
      },
      { concurrency: CONCURRENCY },
    );
    const sorted = await sortInTurns([...named, ...links], byKindThenName);
    return { named: sorted, folders: sorted.filter(({ kind }) => kind === 'folder').length };
  }
  async function toEntry(folder: string, { name, kind }: Named): Promise<FolderEntry> {
    const path = join(folder, name);
    const sizeBytes = kind === 'file' ? ((await stat(path).catch(() => null))?.size ?? null) : null;
    return { name, path, kind, sizeBytes };
  }
  return async (folder: string, { offset, limit }: FolderPage): Promise<ListedFolder | null> => {
    const content = (offset === 0 ? undefined : contents.get(folder)) ?? (await read(folder));
    if (content === null) return null;
    contents.set(folder, content);
    const { named, folders } = content;
    const page = named.slice(offset, offset + limit);
    const entries = await pMap(page, (each) => toEntry(folder, each), { concurrency: CONCURRENCY });
    return { entries, folders, files: named.length - folders };
  };
}
