import type { NoDetails } from '../messages/coded-message.ts';

/** Studies of the casebook, and reads of them. */
export interface StudyFaults {
  'study.no-such-finding': NoDetails;
  'study.answer-taken-back': NoDetails;
  'study.not-found': NoDetails;
  'reads.nothing-to-decide': NoDetails;
  'image.not-in-casebook': NoDetails;
  'reads.no-model': NoDetails;
}
