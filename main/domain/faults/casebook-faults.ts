/** Faults of the casebook's own content. */
export interface CasebookFaults {
  /** The chain of the audit log breaks at or before this entry. */
  'casebook.audit-changed': { readonly entry: number };
  /** Its last entries are gone. */
  'casebook.audit-cut': { readonly entries: number; readonly expected: number };
}
