import type { NoDetails } from '../messages/coded-message.ts';

/** Evaluations and comparisons. */
export interface EvaluationFaults {
  'evaluation.no-label-counts': NoDetails;
  'evaluation.model-twice': NoDetails;
  'evaluation.not-found': NoDetails;
  'evaluation.no-common-label': NoDetails;
  'evaluation.undecided-labels': {
    readonly count: number;
    readonly labels: readonly string[];
    readonly known: readonly string[];
  };
  /** A meaning was given to it, and the dataset has other labels. */
  'evaluation.no-such-label': { readonly label: string; readonly labels: readonly string[] };
  'evaluation.empty-split': NoDetails;
  'evaluation.nothing-measured': NoDetails;
  /** With the kind of ensemble. */
  'evaluation.too-few-patients': { readonly ensemble: string; readonly patients: number; readonly needed: number };
}
