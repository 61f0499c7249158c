import type { NoDetails } from './coded-message.ts';

/** Things assumed of a model from elsewhere. */
export interface ImportNotes {
  'import.imagenet-assumed': NoDetails;
  'import.labels-together': NoDetails;
  'import.labels-exclude': NoDetails;
  'import.no-map': NoDetails;
}
