import type { NoDetails } from './coded-message.ts';

/** Things assumed of a model from elsewhere. */
export interface ImportNotes {
  'import.imagenet-assumed': NoDetails;
  'import.labels-together': NoDetails;
  'import.labels-exclude': NoDetails;
  /** Every picture of the trial run got the same answers. */
  'import.same-answers': NoDetails;
  /** No picture of the trial run got an answer outside 0 to 1. */
  'import.no-map': NoDetails;
}
