import type { Clause } from '../messages/clause.ts';
import type { NoDetails } from '../messages/coded-message.ts';

/** Saliency checks of heatmaps. */
export interface SaliencyFaults {
  'saliency.engine-stopped': NoDetails;
  'saliency.method-not-possible': { readonly method: string; readonly reason: Clause };
  'saliency.too-few-phantoms': {
    readonly model: string;
    readonly found: number;
    readonly lookedAt: number;
    readonly needed: number;
  };
  'saliency.too-few-images': {
    readonly model: string;
    readonly found: number;
    readonly lookedAt: number;
    readonly needed: number;
    readonly dataset: string;
  };
  'saliency.file-damaged': { readonly file: string; readonly model: string };
}
