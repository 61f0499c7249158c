import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, parse, resolve } from 'node:path';
import type { Backup, BackupReason } from '../../domain/backup.ts';
import { FaultError, faultError } from '../../domain/faults/fault.ts';
import { copyDatabase } from '../database/database.ts';
import { removeUnfinished, unfinishedOf } from '../database/unfinished-file.ts';
import { systemCodeOf, toCasebookError } from '../migrations/casebook-error.ts';
import { examineFile } from '../migrations/examine-file.ts';
import { backupsFolder, nameOfBackup } from './backup-files.ts';
import { encryptFile } from './encrypted-file.ts';

export interface BackupOptions {
  readonly reason: BackupReason;
  readonly madeAt: Date;
  /** Encrypts the backup. */
  readonly passphrase?: string | undefined;
  /** A new file, or a folder; the folder of backups beside the casebook when left out. */
  readonly to?: string | undefined;
}

function placeOf(casebook: string, { reason, madeAt, passphrase, to }: BackupOptions): string {
  const name = nameOfBackup(casebook, madeAt, reason, passphrase !== undefined);
  if (to === undefined) {
    const folder = backupsFolder(casebook);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return join(folder, name);
  }
  const path = resolve(to);
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, name) : path;
  if (existsSync(file)) throw faultError('backup.exists', {});
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return file;
}

/**
 * Writes the casebook, with what its write-ahead log holds, to one new file, while others may write to it. Throws a
 * FaultError for a file that is no sound casebook: a backup of it would be taken for one.
 */
export function makeBackup(casebook: string, options: BackupOptions): Backup {
  if (!existsSync(casebook)) throw faultError('backup.no-casebook', {});
  const { reason, madeAt, passphrase } = options;
  let path: string;
  let version: number;
  try {
    path = placeOf(casebook, options);
    removeRemains(casebook, path);
    version = examineFile(casebook);
    if (passphrase === undefined) copyDatabase(casebook, path);
    else copyEncrypted(casebook, path, { passphrase, content: { version, madeAt: madeAt.toISOString() } });
  } catch (error) {
    throw toBackupError(error);
  }
  return {
    name: basename(path),
    path,
    madeAt: madeAt.toISOString(),
    bytes: statSync(path).size,
    reason,
    version,
    isEncrypted: passphrase !== undefined,
  };
}

/** The casebook is only read here: a disk that refuses is the backup's. */
function toBackupError(error: unknown): FaultError {
  if (error instanceof FaultError && error.fault.code === 'casebook.disk-full') {
    return faultError('backup.not-written', { systemCode: 'ENOSPC' }, error);
  }
  const systemCode = systemCodeOf(error);
  return systemCode === undefined ? toCasebookError(error) : faultError('backup.not-written', { systemCode }, error);
}

/** The plain copy lies beside the casebook, which is as readable, and only until it is encrypted. */
function copyEncrypted(casebook: string, path: string, options: Parameters<typeof encryptFile>[2]): void {
  const plain = unfinishedOf(`${casebook}.plain`);
  try {
    copyDatabase(casebook, plain);
    encryptFile(plain, path, options);
  } finally {
    rmSync(plain, { force: true });
  }
}

/** Removes the remains of killed backups, restores and repairs: whole casebooks, some of them plain. */
function removeRemains(casebook: string, path: string): void {
  for (const folder of new Set([dirname(casebook), dirname(path)])) {
    for (const { name } of [parse(casebook), parse(path)]) removeUnfinished(folder, name);
  }
}
