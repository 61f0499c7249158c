import type { NoDetails } from '../messages/coded-message.ts';

/** Faults that belong to no area. */
export interface ProgramFaults {
  /** A bug: the log has more. */
  'program.unexpected': NoDetails;
  /** Paths below the folder of the application's resources. */
  'program.files-changed': { readonly files: readonly string[] };
  /** From a casebook whose program stored sentences instead of codes. */
  'stored.sentence': { readonly sentence: string };
}
