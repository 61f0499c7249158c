import type { NoDetails } from './program-faults.ts';

/** Models that are installed, and the engine that runs them. */
export interface ModelFaults {
  /** The reason is the words of the library that refused it. */
  'model.cannot-run': { readonly model: string; readonly reason: string };
  'model.no-number': NoDetails;
  'model.no-such-label': { readonly model: string; readonly label: string };
  'engine.stopped-on-image': NoDetails;
  'engine.does-not-come-back': NoDetails;
}
