import type { NoDetails } from '../messages/coded-message.ts';

/** Faults of long work, of whatever kind. */
export interface JobFaults {
  /** By a person, or by the end of the program. */
  'job.cancelled': NoDetails;
  /** A bug in one file's screening. */
  'screening.unexpected': NoDetails;
  /** Images that were imported but not scored. */
  'screening.engine-gone': { readonly count: number };
  'screening.no-current-model': NoDetails;
  'job.not-found': NoDetails;
  /** A bug: the log has more. */
  'job.unexpected': NoDetails;
}
