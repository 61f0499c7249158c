/** Faults of the casebook's own content. */
export interface CasebookFaults {
  /** The chain of the audit log breaks at or before this entry. */
  'casebook.audit-changed': { readonly entry: number };
  /** Its last entries are gone. */
  'casebook.audit-cut': { readonly entries: number; readonly expected: number };
  /** A patient, or studies of one, that are not in the casebook. */
  'patient.not-found': Record<never, never>;
  /** The two are one patient already. */
  'patient.already-one': Record<never, never>;
  /** The studies to move belong to more than one patient. */
  'patient.several': Record<never, never>;
  /** There is no such merge or split. */
  'patient.no-such-change': Record<never, never>;
  'patient.already-undone': Record<never, never>;
  /** Something that the change moved was moved again. */
  'patient.moved-since': Record<never, never>;
}
