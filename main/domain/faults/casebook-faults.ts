import type { Clause } from '../messages/clause.ts';
import type { NoDetails } from '../messages/coded-message.ts';

/** Faults of the casebook's file and its content. */
export interface CasebookFaults {
  /** A database that another program wrote. */
  'casebook.foreign': NoDetails;
  /** Its version, and the newest that this program knows. */
  'casebook.newer': { readonly version: number; readonly known: number };
  'casebook.damaged': NoDetails;
  'casebook.is-folder': NoDetails;
  /** A pipe, a device or a socket. */
  'casebook.special': NoDetails;
  /** This account may read the file, not write to it. */
  'casebook.read-only': NoDetails;
  /** For the system's or SQLite's reason. */
  'casebook.not-opened': { readonly reason: Clause };
  /** Nothing of what was to be written then is in it, here and below. */
  'casebook.disk-full': NoDetails;
  /** By SQLite's code, such as SQLITE_IOERR_WRITE. */
  'casebook.disk-failed': { readonly code: string };
  /** Another program holds it for writing, or as a whole, longer than one waits. */
  'casebook.locked': NoDetails;
  /** The chain of the audit log breaks at or before this entry. */
  'casebook.audit-changed': { readonly entry: number };
  /** Its last entries are gone. */
  'casebook.audit-cut': { readonly entries: number; readonly expected: number };
  /** The log does not go on from the head that was kept beside the casebook, of so many entries. */
  'casebook.audit-head': { readonly entries: number; readonly expected: number };
  /** A patient, or studies of one, that are not in the casebook. */
  'patient.not-found': NoDetails;
  /** The two are one patient already. */
  'patient.already-one': NoDetails;
  /** The studies to move belong to more than one patient. */
  'patient.several': NoDetails;
  /** There is no such merge or split. */
  'patient.no-such-change': NoDetails;
  'patient.already-undone': NoDetails;
  /** Something that the change moved was moved again. */
  'patient.moved-since': NoDetails;
}
