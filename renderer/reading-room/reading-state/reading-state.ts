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
  readonly modelFinding: string | null;
  readonly isPanelOpen: boolean;
  readonly areSimilarOpen: boolean;
}

export type ReadingAction =
  | { readonly type: 'opened'; readonly studyId: StudyId | null }
  | { readonly type: 'imageChosen'; readonly index: number }
  | { readonly type: 'toolChosen'; readonly tool: Tool }
  | { readonly type: 'heatmapToggled' }
  | { readonly type: 'comparing'; readonly isHeld: boolean }
  | { readonly type: 'opacityChanged'; readonly opacity: number }
  | { readonly type: 'methodChosen'; readonly method: HeatmapMethod }
  | { readonly type: 'findingChosen'; readonly modelFinding: string }
  | { readonly type: 'panelToggled' }
  | { readonly type: 'similarToggled' };

export const initialReading: ReadingState = {
  studyId: null,
  imageIndex: 0,
  tool: 'window',
  isHeatmapOn: false,
  isComparing: false,
  opacity: 0.55,
  heatmapMethod: null,
  modelFinding: null,
  isPanelOpen: true,
  areSimilarOpen: false,
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
        modelFinding: null,
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
    case 'findingChosen':
      return { ...state, modelFinding: action.modelFinding };
    case 'panelToggled':
      return { ...state, isPanelOpen: !state.isPanelOpen };
    case 'similarToggled':
      return { ...state, areSimilarOpen: !state.areSimilarOpen };
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

/** Adds a thing to those already seen, in order; the same thing seen on is one step. */
export function withSeen(seen: readonly SeenStep[], sight: Sight, at: string): readonly SeenStep[] {
  const last = seen.at(-1);
  const isSame = last?.what === sight.what && last.method === sight.method;
  return isSame || seen.length >= mostSteps ? seen : [...seen, { ...sight, at }];
}
