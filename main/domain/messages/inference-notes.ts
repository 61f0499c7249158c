import type { CodedMessage } from './coded-message.ts';

/** How a score or a heatmap was made otherwise than asked. */
export interface InferenceNotes {
  /** With the id of the method that was wanted, and why the model does not allow it. */
  'heatmap.by-occlusion': { readonly method: string; readonly reason: CodedMessage };
}
