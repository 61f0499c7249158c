import type { Clause } from '../messages/clause.ts';
import type { CodedMessage, NoDetails } from '../messages/coded-message.ts';

/** Models that are installed, and the engine that runs them. */
export interface ModelFaults {
  /** The reason is the words of the library that refused it. */
  'model.cannot-run': { readonly model: string; readonly reason: Clause };
  'model.no-number': NoDetails;
  'model.no-such-label': { readonly model: string; readonly label: string };
  'engine.stopped-on-image': NoDetails;
  'engine.does-not-come-back': NoDetails;
  'model.bad-name': { readonly name: string };
  'ensemble.no-card': { readonly model: string };
  'ensemble.no-model': NoDetails;
  'ensemble.sigmoid': NoDetails;
  'ensemble.no-data': NoDetails;
  'ensemble.graphs-differ': { readonly reason: Clause };
  'ensemble.no-numbers': NoDetails;
  'ensemble.no-validation-split': { readonly dataset: string };
  'ensemble.foreign-labels': { readonly dataset: string; readonly labels: readonly string[] };
  'model.untrained': { readonly model: string };
  'model.not-installed': { readonly model: string };
  'model.bundled': { readonly model: string };
  'ensemble.other-labels': { readonly one: string; readonly other: string };
  'ensemble.other-preprocessing': { readonly one: string; readonly other: string };
  'model.no-card': { readonly model: string };
  'model.card-not-json': { readonly model: string };
  'model.card-faults': { readonly model: string; readonly faults: string };
  'model.inconsistent': { readonly model: string; readonly faults: readonly CodedMessage[] };
  'model.card-of-other': { readonly model: string };
  'model.label-twice': NoDetails;
  'model.unknown-operating-point': { readonly label: string };
  'model.normalisation-channels': { readonly channels: number };
  'model.no-input': {
    readonly input: string;
    readonly channels: number;
    readonly height: number;
    readonly width: number;
  };
  'model.no-output': { readonly output: string; readonly values: number };
  'model.no-heatmap-value': { readonly heatmap: string };
  'model.other-file': { readonly model: string };
  'model.no-file': { readonly model: string };
  'model.unreadable': { readonly model: string; readonly reason: Clause };
  'model.name-taken': { readonly model: string };
  'model.name-of-bundled': { readonly model: string };
  'model.none-installed': { readonly model: string };
  'model.unknown': { readonly model: string; readonly installed: readonly string[] };
  'engine.stopped-scores-kept': NoDetails;
}
