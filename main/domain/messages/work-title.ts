/** The name of a piece of long work: a code with typed details; its words are in `main/contract/messages/english/work`. */
import type { MessageOf, NoDetails } from './coded-message.ts';

/** Code → details, of all areas. */
export interface WorkTitleDetails {
  /** The name of the file or folder. */
  'work.screen-path': { readonly name: string };
  'work.screen-paths': { readonly count: number };
  'work.screen-uploads': { readonly count: number };
  'work.screen-samples': NoDetails;
  'work.audit': { readonly dataset: string };
  'work.evaluate': { readonly model: string; readonly dataset: string };
  'work.compare': { readonly count: number; readonly dataset: string };
  'work.gate': { readonly model: string };
  'work.combine': { readonly count: number };
  'work.check-saliency': { readonly model: string };
  'work.train': { readonly model: string };
}

export type WorkTitle = MessageOf<WorkTitleDetails>;

export type ScreeningTitle = Extract<WorkTitle, { readonly code: `work.screen-${string}` }>;
