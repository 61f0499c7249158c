import type { SeenStep } from '../../../main/domain/studies/study.ts';
import type { HeatmapMethod } from '../../../main/domain/heatmaps/heatmap-method.ts';
import type { StudyId } from '../../../main/domain/ids.ts';
import type { Tool } from '../viewer/bind-tools.ts';

/** How the reader has set up the page for the study that is open. */
export interface ReadingState {
  readonly studyId: StudyId | null;
  readonly imageIndex: number;
  readonly tool: Tool;
  readonly isHeatmapOn: boolean;
  /** The key is held that shows the image for a moment with, or without, the heatmap. */
  readonly isComparing: boolean;
  /** 0 to 1. */
  readonly opacity: number;
  /** The reader's choice where a model allows it; null for each model's usual one. */
  readonly heatmapMethod: HeatmapMethod | null;
  /** Model and label that the heatmap explains and the verdict answers; null for the first there is. */
  readonly claim: string | null;
  readonly isPanelOpen: boolean;
  readonly areSimilarOpen: boolean;
  /** Notes that are being written, of every study, until they are saved; by `keyOfDraft`. */
  readonly drafts: Readonly<Record<string, string>>;
}

export type ReadingAction =
  | { readonly type: 'opened'; readonly studyId: StudyId | null }
  | { readonly type: 'imageChosen'; readonly index: number }
  | { readonly type: 'toolChosen'; readonly tool: Tool }
  | { readonly type: 'heatmapToggled' }
  | { readonly type: 'comparing'; readonly isHeld: boolean }
  | { readonly type: 'opacityChanged'; readonly opacity: number }
  | { readonly type: 'methodChosen'; readonly method: HeatmapMethod }
  | { readonly type: 'claimChosen'; readonly claim: string }
  | { readonly type: 'panelToggled' }
  | { readonly type: 'similarToggled' }
  | { readonly type: 'noteWritten'; readonly draft: string; readonly note: string }
  | { readonly type: 'noteSaved'; readonly draft: string; readonly note: string };

export const initialReading: ReadingState = {
  studyId: null,
  imageIndex: 0,
  tool: 'window',
  isHeatmapOn: false,
  isComparing: false,
  opacity: 0.55,
  heatmapMethod: null,
  claim: null,
  isPanelOpen: true,
  areSimilarOpen: false,
  drafts: {},
};

export function reduceReading(state: ReadingState, action: ReadingAction): ReadingState {
  switch (action.type) {
    case 'opened':
      // A new case is first seen without the map and without others beside it; tool, opacity, method and panel stay as the reader likes them.
      return {
        ...state,
        studyId: action.studyId,
        imageIndex: 0,
        isHeatmapOn: false,
        isComparing: false,
        claim: null,
        areSimilarOpen: false,
      };
    case 'imageChosen':
      return { ...state, imageIndex: action.index };
    case 'toolChosen':
      return { ...state, tool: action.tool };
    case 'heatmapToggled':
      return { ...state, isHeatmapOn: !state.isHeatmapOn };
    case 'comparing':
      return { ...state, isComparing: action.isHeld };
    case 'opacityChanged':
      return { ...state, opacity: Math.min(1, Math.max(0.05, action.opacity)) };
    case 'methodChosen':
      return { ...state, heatmapMethod: action.method };
    case 'claimChosen':
      return { ...state, claim: action.claim };
    case 'panelToggled':
      return { ...state, isPanelOpen: !state.isPanelOpen };
    case 'similarToggled':
      return { ...state, areSimilarOpen: !state.areSimilarOpen };
    case 'noteWritten':
      return { ...state, drafts: { ...state.drafts, [action.draft]: action.note } };
    case 'noteSaved':
      // What was written on while it was being saved is not saved yet.
      return state.drafts[action.draft] === action.note
        ? { ...state, drafts: { ...state.drafts, [action.draft]: '' } }
        : state;
  }
}

/** Held, the key shows the other one of with and without. */
export function isHeatmapVisible({ isHeatmapOn, isComparing }: ReadingState): boolean {
  return isHeatmapOn !== isComparing;
}

/** The contract takes this many. */
const mostSteps = 1000;

/** Something that the reader sees; of a heatmap also how it was made. */
export type Sight = Omit<SeenStep, 'at'>;

/** What was seen, in order; the same thing seen on is one step. */
export function withSeen(seen: readonly SeenStep[], sight: Sight, at: string): readonly SeenStep[] {
  const last = seen.at(-1);
  const isSame = last?.what === sight.what && last.method === sight.method;
  return isSame || seen.length >= mostSteps ? seen : [...seen, { ...sight, at }];
}
