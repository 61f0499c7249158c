/**
 * A backup takes the casebook's place in two steps. First it is made ready beside the casebook, checked and decrypted;
 * that can be done while the casebook is open. It takes the place when nobody has the casebook open: at once, or when
 * the casebook is opened next.
 */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { faultError, faultOf } from '../../domain/faults/fault.ts';
import { headPath } from '../audit-trail/head-file.ts';
import { copyDatabase, inspectDamaged, inspectDatabase, isOpenElsewhere } from '../database/database.ts';
import { isDamagedFile } from '../database/fault-of-sqlite.ts';
import { briefFaultsOfFile, faultsOfFile } from '../database/faults-of-file.ts';
import { CasebookError, toCasebookError } from '../migrations/casebook-error.ts';
import { refuseForeign, versionOf } from '../migrations/migrate.ts';
import { backupsFolder, nameOfBackup } from './backup-files.ts';
import { decryptFile, isEncryptedFile } from './encrypted-file.ts';

const readyPath = (casebook: string): string => `${casebook}.restored`;

/** True when a backup is ready to take the casebook's place. */
export const isRestoreReady = (casebook: string): boolean => existsSync(readyPath(casebook));

/** The casebook stays. */
export const cancelRestore = (casebook: string): void => rmSync(readyPath(casebook), { force: true });

/** Throws for a file whose content is not a whole, sound casebook that this Overread knows. */
function refuseUnsound(path: string): void {
  const faults = inspectDatabase(path, (db) => {
    refuseForeign(db);
    if (versionOf(db) === 0) throw new CasebookError(faultOf('casebook.foreign', {}));
    return faultsOfFile(db);
  });
  if (faults.length > 0) throw faultError('backup.not-sound', { reasons: faults.slice(0, 3) });
}

/** Checks the whole backup and makes it ready. The file may be any casebook. Throws a FaultError; nothing is ready then. */
export function prepareRestore(casebook: string, file: string, passphrase?: string): void {
  if (!existsSync(file)) throw faultError('backup.not-found', {});
  const unchecked = `${readyPath(casebook)}.${process.pid}`;
  try {
    if (!isEncryptedFile(file)) copyDatabase(file, unchecked);
    else if (passphrase === undefined) throw faultError('backup.needs-passphrase', {});
    else decryptFile(file, unchecked, passphrase);
    refuseUnsound(unchecked);
    renameSync(unchecked, readyPath(casebook));
  } catch (error) {
    rmSync(unchecked, { force: true });
    throw toCasebookError(error);
  }
}

/**
 * Puts the backup that is ready in the casebook's place; the casebook is kept among the backups, byte by byte where it is
 * damaged. Returns where it is; null where there was none. Throws `casebook.held` while another has it open.
 */
export function finishRestore(casebook: string, now: Date): string | null {
  const kept = existsSync(casebook) ? keepPresent(casebook, now) : null;
  renameSync(readyPath(casebook), casebook);
  return kept;
}

const besides = ['', '-wal', '-shm', '.head'];

function removeAll(path: string): void {
  for (const beside of besides) rmSync(`${path}${beside}`, { force: true });
}

function keepPresent(casebook: string, now: Date): string {
  const folder = backupsFolder(casebook);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kept = join(folder, nameOfBackup(casebook, now, 'replaced', false));
  if (isSound(casebook)) {
    refuseHeld(casebook);
    // All of it is in this one file now.
    renameSync(casebook, kept);
    if (existsSync(headPath(casebook))) renameSync(headPath(casebook), headPath(kept));
  } else keepDamaged(casebook, kept);
  removeAll(casebook);
  return kept;
}

function refuseHeld(casebook: string): void {
  if (isOpenElsewhere(casebook)) throw faultError('casebook.held', {});
}

/** Whoever looks whether another has it open may change it: it is copied before. */
function keepDamaged(casebook: string, kept: string): void {
  for (const beside of besides) {
    if (existsSync(`${casebook}${beside}`)) copyFileSync(`${casebook}${beside}`, `${kept}${beside}`);
  }
  try {
    refuseHeld(casebook);
  } catch (error) {
    removeAll(kept);
    throw error;
  }
}

/** Throws for another program's file, and a newer casebook: they stay where they are. */
function isSound(path: string): boolean {
  try {
    return inspectDamaged(path, (db) => {
      refuseForeign(db);
      return briefFaultsOfFile(db, true).length === 0;
    });
  } catch (error) {
    if (isDamagedFile(error)) return false;
    throw toCasebookError(error);
  }
}
