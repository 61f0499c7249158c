/** The program of `backups.ts`: copying, encrypting and checking a large casebook takes its time. */
import { makeBackup, type BackupOptions } from '../../casebook/backups/make-backup.ts';
import { prepareRestore } from '../../casebook/backups/restore-backup.ts';
import type { Backup } from '../../domain/backup.ts';
import { FaultError, faultOf } from '../../domain/faults/fault.ts';
import { success, type Outcome } from '../../domain/outcome.ts';
import { serveThread } from '../../runtime/threads/serve-thread.ts';

/** An error loses its class on the way out of a thread. */
function outcomeOf<T>(work: () => T): Promise<Outcome<T>> {
  try {
    return Promise.resolve(success(work()));
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    const { code, details } = error.fault;
    return Promise.resolve({ ok: false, error: faultOf(code, details) });
  }
}

const backupApi = {
  make: (casebook: string, options: BackupOptions): Promise<Outcome<Backup>> =>
    outcomeOf(() => makeBackup(casebook, options)),
  prepareRestore: (casebook: string, file: string, passphrase?: string): Promise<Outcome<void>> =>
    outcomeOf(() => prepareRestore(casebook, file, passphrase)),
};

export type BackupApi = typeof backupApi;

serveThread(backupApi);
