import type { NoDetails } from '../messages/coded-message.ts';

/** Faults of the casebook's own content. */
export interface CasebookFaults {
  /** The chain of the audit log breaks at or before this entry. */
  'casebook.audit-changed': { readonly entry: number };
  /** Its last entries are gone. */
  'casebook.audit-cut': { readonly entries: number; readonly expected: number };
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
