/** ZIP files as folders: `study.zip/IM1` is the path of what lies in one. */
import { statSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { LRUCache } from 'lru-cache';
import { faultError, faultOf, type Fault } from '../../domain/faults/fault.ts';
import { readAt, withRegularFile } from './read-regular-file.ts';
import { readZipEntries, readZipEntry, startsLikeZip, type ZipEntry } from './zip.ts';

export interface ArchivedFile {
  /** Below the archive's own. */
  readonly path: string;
  /** Names of its folders and its own. */
  readonly parts: readonly string[];
  /** Why it is not read. */
  readonly fault: Fault | null;
}

interface Listed {
  readonly files: readonly ArchivedFile[];
  /** By the parts of their paths, with slashes between. */
  readonly entries: ReadonlyMap<string, ZipEntry>;
}

/** By archive and its state: an archive is read entry by entry. */
const lists = new LRUCache<string, Listed>({ max: 4 });

export async function isArchive(path: string): Promise<boolean> {
  return withRegularFile(path, async (handle) => startsLikeZip(await readAt(handle, 0, 4))).catch(() => false);
}

/** The files in an archive. Throws `archive.…`, or as `withRegularFile`. */
export function listArchive(path: string): Promise<readonly ArchivedFile[]> {
  return withList(path, ({ files }) => files);
}

/** The innermost part of a path that is a file, where it has further parts below it; else null. */
export function archiveOf(path: string): string | null {
  for (let place = dirname(path); place !== dirname(place); place = dirname(place)) {
    const about = statSync(place, { throwIfNoEntry: false });
    if (about !== undefined) return about.isFile() ? place : null;
  }
  return null;
}

/** The bytes of a path within an archive. Throws `file.gone`, `archive.…`, or as `withRegularFile`. */
export function readArchived(archive: string, path: string): Promise<Uint8Array> {
  const wanted = relative(archive, path).split(sep).join('/');
  return withList(archive, ({ entries }, handle) => {
    const entry = entries.get(wanted);
    if (entry === undefined) throw faultError('file.gone', {});
    return readZipEntry(handle, entry);
  });
}

function withList<T>(path: string, work: (list: Listed, handle: FileHandle) => T | Promise<T>): Promise<T> {
  return withRegularFile(path, async (handle, size) => {
    if (!startsLikeZip(await readAt(handle, 0, 4))) throw faultError('file.gone', {});
    const key = `${path} ${size} ${(await handle.stat()).mtimeMs}`;
    const list = lists.get(key) ?? toList(path, await readZipEntries(handle, size));
    lists.set(key, list);
    return work(list, handle);
  });
}

function toList(path: string, all: readonly ZipEntry[]): Listed {
  const named = all.flatMap((entry) => {
    const parts = partsOf(entry);
    return parts.length === 0 || /[/\\]$/.test(entry.name) ? [] : [{ entry, parts }];
  });
  return {
    files: named.map(({ entry, parts }) => ({ path: join(path, ...parts), parts, fault: faultOfEntry(entry, parts) })),
    entries: new Map(named.map(({ entry, parts }) => [parts.join('/'), entry])),
  };
}

/** Windows writes backslashes. What would lead out of the archive is left away: nothing is written by these names. */
const partsOf = ({ name }: ZipEntry): string[] =>
  name
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map((part) => part.replaceAll('\0', '_'));

function faultOfEntry({ isEncrypted, method }: ZipEntry, parts: readonly string[]): Fault | null {
  if (/\.zip$/i.test(parts.at(-1)!)) return faultOf('archive.nested', {});
  if (isEncrypted) return faultOf('archive.encrypted', {});
  return method === 0 || method === 8 ? null : faultOf('archive.unknown-method', {});
}
