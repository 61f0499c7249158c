/**
 * The part of an evaluation that a person looks at: which finding, cut at which threshold, and which of its entries.
 */

/** Which cases are shown; those about calls follow the threshold. */
export type Selection =
  | { readonly kind: 'wrong' }
  | { readonly kind: 'cell'; readonly truth: boolean; readonly called: boolean }
  /** Those that change sides first when the threshold moves. */
  | { readonly kind: 'near' }
  /** Probabilities above `from` (from it, for 0) up to and with `to`; `truth` null for both. */
  | { readonly kind: 'bin'; readonly from: number; readonly to: number; readonly truth: boolean | null }
  | { readonly kind: 'class'; readonly truth: string; readonly prediction: string }
  | { readonly kind: 'subgroup'; readonly attribute: string; readonly value: string };

export interface Exploration {
  /** Place of the finding in the report. */
  readonly finding: number;
  readonly threshold: number;
  /** The last one that was none of the presets: to come back to. */
  readonly chosen: number;
  /** 0 to 1; null where none is stated. */
  readonly prevalence: number | null;
  readonly selection: Selection;
  /** Place in the selection. */
  readonly current: number;
  readonly isEntryOpen: boolean;
}

export type ExplorationAction =
  | { readonly type: 'findingChosen'; readonly finding: number; readonly threshold: number }
  /** By a preset, which does not forget the chosen one. */
  | { readonly type: 'presetChosen'; readonly threshold: number }
  | { readonly type: 'thresholdMoved'; readonly threshold: number }
  | { readonly type: 'prevalenceStated'; readonly prevalence: number | null }
  | { readonly type: 'selected'; readonly selection: Selection }
  | { readonly type: 'entryChosen'; readonly current: number }
  | { readonly type: 'entryOpened'; readonly current: number }
  | { readonly type: 'entryClosed' };

/** @param threshold of the model's card, which a reading begins with. */
export const beginExploring = (threshold: number): Exploration => ({
  finding: 0,
  threshold,
  chosen: threshold,
  prevalence: null,
  selection: { kind: 'wrong' },
  current: 0,
  isEntryOpen: false,
});

const bounded = (threshold: number): number => Math.min(1, Math.max(0, threshold));

export function explore(state: Exploration, action: ExplorationAction): Exploration {
  switch (action.type) {
    case 'findingChosen':
      return {
        ...beginExploring(action.threshold),
        finding: action.finding,
        prevalence: state.prevalence,
      };
    case 'presetChosen':
      return { ...state, threshold: action.threshold, current: 0 };
    case 'thresholdMoved': {
      const threshold = bounded(action.threshold);
      return { ...state, threshold, chosen: threshold, current: 0 };
    }
    case 'prevalenceStated':
      return { ...state, prevalence: action.prevalence };
    case 'selected':
      return { ...state, selection: action.selection, current: 0, isEntryOpen: false };
    case 'entryChosen':
      return { ...state, current: action.current };
    case 'entryOpened':
      return { ...state, current: action.current, isEntryOpen: true };
    case 'entryClosed':
      return { ...state, isEntryOpen: false };
  }
}
