import type { NoDetails } from './coded-message.ts';

/** Why a threshold is what it is. A sensitivity is a share, 0…1. */
export interface ThresholdRules {
  'threshold.half': NoDetails;
  /** Given by the person. */
  'threshold.chosen': NoDetails;
  /** The highest with at least this sensitivity on the cases that are measured. */
  'threshold.sensitivity-here': { readonly sensitivity: number };
  /** The same on the validation set that a site has named, all of it or one of its splits. */
  'threshold.sensitivity-at-site': { readonly sensitivity: number; readonly dataset: string };
  'threshold.sensitivity-at-site-split': {
    readonly sensitivity: number;
    readonly dataset: string;
    readonly split: string;
  };
}
