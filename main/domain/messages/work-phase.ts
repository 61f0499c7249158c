/** The phase of long work: a code with typed details; its words are in `main/contract/messages/english/work`. */
import type { MessageOf, NoDetails } from './coded-message.ts';

/** So much of it is done. */
type Part = Readonly<Record<'done' | 'total', number>>;

/** Code → details, of all areas. */
export interface WorkPhaseDetails {
  'phase.waiting': NoDetails;
  'phase.reading-list': NoDetails;
  'phase.reading-files': NoDetails;
  'phase.reading-images': NoDetails;
  'phase.reading-sets': NoDetails;
  'phase.auditing': NoDetails;
  'phase.measuring-images': NoDetails;
  'phase.comparing-images': NoDetails;
  'phase.scoring': NoDetails;
  'phase.measuring': NoDetails;
  'phase.choosing-cases': NoDetails;
  /** One of `heatmapMethods`. */
  'phase.checking-method': { readonly method: string };
  /** From here on phases of trainings. */
  'phase.reads-image': Part;
  'phase.computes-features': Part;
  'phase.epoch': { readonly epoch: number; readonly epochs: number };
  'phase.validates': { readonly epoch: number };
  'phase.writes-model': NoDetails;
}

export type WorkPhase = MessageOf<WorkPhaseDetails>;
