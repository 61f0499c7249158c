import type { Clause } from '../messages/clause.ts';
import type { NoDetails } from '../messages/coded-message.ts';

/** Faults of backups and of putting one in the casebook's place. */
export interface BackupFaults {
  'backup.not-found': NoDetails;
  /** There is a file of this name already. */
  'backup.exists': NoDetails;
  'backup.no-casebook': NoDetails;
  /** @see https://nodejs.org/api/errors.html#common-system-errors for the codes, such as ENOSPC. */
  'backup.not-written': { readonly systemCode: string };
  'backup.needs-passphrase': NoDetails;
  /** The header is as it was written, and the passphrase doesn't belong to it. */
  'backup.wrong-passphrase': NoDetails;
  /** Damaged, cut or changed after it was written. */
  'backup.changed': NoDetails;
  /** Made by a newer Overread. */
  'backup.newer': NoDetails;
  /** For the faults of the casebook in it. */
  'backup.not-sound': { readonly reasons: readonly Clause[] };
  /** Another process has the casebook open. */
  'casebook.held': NoDetails;
}
