import type { Clause } from '../messages/clause.ts';
import type { NoDetails } from '../messages/coded-message.ts';

/** Models that are brought in from elsewhere. */
export interface ImportFaults {
  'import.empty-file': { readonly file: string };
  'import.weights-without-network': { readonly file: string };
  'import.model-with-network': { readonly file: string; readonly network: string };
  'import.name-taken': { readonly model: string };
  'import.bad-labels': NoDetails;
  'import.graph-unusable': { readonly file: string; readonly reason: Clause };
  'import.label-count': { readonly file: string; readonly answers: number; readonly labels: number };
  'import.other-activation': { readonly file: string; readonly found: string; readonly wanted: string };
  'import.no-heatmap-value': { readonly file: string; readonly value: string };
  'import.stops-engine': { readonly file: string };
  'import.does-not-run': { readonly file: string; readonly reason: Clause };
  'import.answer-shape': { readonly file: string; readonly found: string; readonly expected: string };
  'import.no-numbers': { readonly file: string };
  'import.gives-probabilities': { readonly file: string };
  'import.perhaps-probabilities': { readonly file: string; readonly value: string };
  'import.mixes-images': { readonly file: string };
}
