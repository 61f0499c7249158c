/** Of a code whose sentence needs no values. */
export type NoDetails = Readonly<Record<never, never>>;

/** Faults that belong to no area. */
export interface ProgramFaults {
  /** A bug: the log has more. */
  'program.unexpected': NoDetails;
  /** From a casebook whose program stored sentences instead of codes. */
  'stored.sentence': { readonly sentence: string };
}
