/** Where the backups of a casebook lie, and what is known of each without opening it. */
import { closeSync, existsSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, parse } from 'node:path';
import { backupReasons, type Backup, type BackupReason } from '../../domain/backup.ts';
import { describeEncrypted, isEncryptedFile } from './encrypted-file.ts';

export const backupsFolder = (casebook: string): string => join(dirname(casebook), 'backups');

const ENCRYPTED = '.encrypted';

/** Such as `casebook 2026-12-01T09-30-00Z daily.sqlite`. */
export function nameOfBackup(casebook: string, madeAt: Date, reason: BackupReason, isEncrypted: boolean): string {
  const { name, ext } = parse(casebook);
  const at = madeAt.toISOString().slice(0, 19).replaceAll(':', '-');
  return `${name} ${at}Z ${reason}${ext}${isEncrypted ? ENCRYPTED : ''}`;
}

const namePattern = new RegExp(
  `^(.+) (\\d{4}-\\d\\d-\\d\\d)T(\\d\\d)-(\\d\\d)-(\\d\\d)Z (${backupReasons.join('|')})$`,
);

/** Null for any other file. */
function parseName(
  file: string,
): { readonly stem: string; readonly madeAt: string; readonly reason: BackupReason } | null {
  const { name } = parse(file.endsWith(ENCRYPTED) ? file.slice(0, -ENCRYPTED.length) : file);
  const parts = namePattern.exec(name);
  if (parts === null) return null;
  const [, stem, day, hours, minutes, seconds, reason] = parts;
  return { stem: stem!, madeAt: `${day}T${hours}:${minutes}:${seconds}.000Z`, reason: reason as BackupReason };
}

/** SQLite's header has the version that the program gave at byte 60. */
function versionInHeader(path: string): number | null {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(100);
    const isWhole = readSync(file, header, 0, 100, 0) === 100 && header.toString('latin1', 0, 15) === 'SQLite format 3';
    return isWhole ? header.readUInt32BE(60) : null;
  } finally {
    closeSync(file);
  }
}

function versionOfBackup(path: string, isEncrypted: boolean): number | null {
  try {
    return isEncrypted ? describeEncrypted(path).version : versionInHeader(path);
  } catch {
    return null;
  }
}

/** A backup in its folder, by its name; undefined where there is none. */
export function findBackup(casebook: string, name: string): Backup | undefined {
  const path = join(backupsFolder(casebook), name);
  const told = parseName(name);
  const isNamed = told !== null && told.stem === parse(casebook).name && basename(name) === name;
  if (!isNamed || statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const isEncrypted = isEncryptedFile(path);
  const { madeAt, reason } = told;
  return {
    name,
    path,
    madeAt,
    bytes: statSync(path).size,
    reason,
    version: versionOfBackup(path, isEncrypted),
    isEncrypted,
  };
}

/** Those in the folder beside the casebook, newest first. */
export function listBackups(casebook: string): readonly Backup[] {
  const folder = backupsFolder(casebook);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => findBackup(casebook, name) ?? [])
    .toSorted((one, other) => (one.madeAt < other.madeAt ? 1 : -1));
}

/** Leaves so many of those that the schedule made, the newest. Others are only ever removed by a person. */
export function pruneBackups(casebook: string, keep: number): void {
  const daily = listBackups(casebook).filter(({ reason }) => reason === 'daily');
  for (const { path } of daily.slice(keep)) rmSync(path, { force: true });
}
