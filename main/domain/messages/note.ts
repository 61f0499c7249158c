/**
 * Things that a person should know of work that went on all the same: left out, assumed or done otherwise than asked. A
 * code with typed details, as a fault's; sentences are in `main/contract/messages/english/notes`.
 */
import type { InferenceNotes } from './inference-notes.ts';
import type { WeightNotes } from './weight-notes.ts';
import type { MessageOf } from './coded-message.ts';
import type { ImportNotes } from './import-notes.ts';
import type { RegistryNotes } from './registry-notes.ts';
import type { TrainingNotes } from './training-notes.ts';

/** Code → details, of all areas. A new area adds its interface here. */
export interface NoteDetails extends TrainingNotes, ImportNotes, RegistryNotes, InferenceNotes, WeightNotes {
  /** The model's title; it has not scored the image, or has no last linear layer. */
  'similar.no-features': { readonly model: string };
  /** From a casebook whose program stored sentences instead of codes. */
  'stored.sentence': { readonly sentence: string };
}

export type NoteCode = keyof NoteDetails;

export type Note = MessageOf<NoteDetails>;

export function noteOf<Code extends NoteCode>(code: Code, details: NoteDetails[Code]): Note {
  // TypeScript does not see that a code and its own details are one member of the union.
  return { code, details } as Note;
}
