/**
 * A backup takes the casebook's place in two steps. First it is made ready beside the casebook, checked and decrypted;
 * that can be done while the casebook is open. It takes the place when nobody has the casebook open: at once, or when
 * the casebook is opened next.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { faultError, faultOf } from '../../domain/faults/fault.ts';
import { reasonOf } from '../../domain/messages/reason-error.ts';
import { headPath } from '../audit-trail/head-file.ts';
import { copyDatabase, inspectDamaged, inspectDatabase, isOpenElsewhere } from '../database/database.ts';
import { isDamagedFile } from '../database/fault-of-sqlite.ts';
import { removeUnfinished, writeWhole } from '../database/unfinished-file.ts';
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
  try {
    removeUnfinished(dirname(casebook), basename(casebook));
    writeWhole(readyPath(casebook), (unchecked) => {
      if (!isEncryptedFile(file)) copyDatabase(file, unchecked);
      else if (passphrase === undefined) throw faultError('backup.needs-passphrase', {});
      else decryptFile(file, unchecked, passphrase);
      refuseUnsound(unchecked);
    });
  } catch (error) {
    // Not the casebook in use.
    if (isDamagedFile(error)) throw faultError('backup.not-sound', { reasons: [reasonOf(causeOf(error))] }, error);
    throw toCasebookError(error);
  }
}

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined) ?? error;

/** Tells that a backup took the casebook's place, and what it replaced, until the audit log does. */
const notePath = (casebook: string): string => `${casebook}.replaced`;

const noteOf = z.object({ kept: z.string().nullable() });

/** The file that the casebook before is kept in; null where there was none. */
export type Restored = Readonly<z.infer<typeof noteOf>>;

function readNote(casebook: string): Restored | undefined {
  return existsSync(notePath(casebook))
    ? noteOf.parse(JSON.parse(readFileSync(notePath(casebook), 'utf8')))
    : undefined;
}

function writeNote(casebook: string, restored: Restored): void {
  writeWhole(notePath(casebook), (file) => writeFileSync(file, JSON.stringify(restored)));
}

/** A restore that the audit log does not tell of yet. */
export function untoldRestore(casebook: string): Restored | undefined {
  const note = existsSync(casebook) && !isRestoreReady(casebook) ? readNote(casebook) : undefined;
  // Otherwise it did not come to it.
  return note === undefined || (note.kept !== null && !existsSync(note.kept)) ? undefined : note;
}

/** The audit log tells of it now. */
export const forgetRestore = (casebook: string): void => rmSync(notePath(casebook), { force: true });

/**
 * Puts the backup that is ready in the casebook's place; the casebook is kept among the backups, byte by byte where it is
 * damaged. Where a process was killed in between, the next call goes on. Returns where the casebook is kept; null where there
 * was none. Throws `casebook.held` while another has it open. Call it alone.
 */
export function finishRestore(casebook: string, now: Date): string | null {
  if (existsSync(casebook)) keepPresent(casebook, now);
  else writeNote(casebook, { kept: readNote(casebook)?.kept ?? null });
  removeBesides(casebook);
  renameSync(readyPath(casebook), casebook);
  return readNote(casebook)!.kept;
}

const besides = ['-wal', '-shm', '.head'];

function removeBesides(path: string): void {
  for (const beside of besides) rmSync(`${path}${beside}`, { force: true });
}

/** A name that no casebook is kept by yet. */
function placeToKeep(casebook: string, now: Date): string {
  const folder = backupsFolder(casebook);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (let at = now.getTime(); ; at += 1000) {
    const kept = join(folder, nameOfBackup(casebook, new Date(at), 'replaced', false));
    if (!existsSync(kept)) return kept;
  }
}

function keepPresent(casebook: string, now: Date): void {
  const kept = placeToKeep(casebook, now);
  if (isSound(casebook)) {
    refuseHeld(casebook);
    writeNote(casebook, { kept });
    // All of it is in this one file now.
    if (existsSync(headPath(casebook))) copyFileSync(headPath(casebook), headPath(kept));
    renameSync(casebook, kept);
  } else {
    keepDamaged(casebook, kept);
    writeNote(casebook, { kept });
    rmSync(casebook);
  }
}

function refuseHeld(casebook: string): void {
  if (isOpenElsewhere(casebook)) throw faultError('casebook.held', {});
}

/** Whoever looks whether another has it open may change it: it is copied before. */
function keepDamaged(casebook: string, kept: string): void {
  try {
    for (const beside of ['', ...besides]) {
      if (existsSync(`${casebook}${beside}`)) copyFileSync(`${casebook}${beside}`, `${kept}${beside}`);
    }
    refuseHeld(casebook);
  } catch (error) {
    rmSync(kept, { force: true });
    removeBesides(kept);
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
