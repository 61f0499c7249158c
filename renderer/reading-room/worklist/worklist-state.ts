import type { z } from 'zod';
import type { worklistFilter, WorklistQuery, worklistSort } from '../../../main/contract/contract.ts';
import type { StudyId } from '../../../main/domain/ids.ts';

export type WorklistSort = z.infer<typeof worklistSort>;
export type WorklistFilter = z.infer<typeof worklistFilter>;

/** What the person set and where they are; outlives the page, so that coming back finds it as it was left. */
export interface WorklistState {
  readonly search: string;
  readonly filter: WorklistFilter;
  readonly sort: WorklistSort;
  readonly descending: boolean;
  /** Place of the selected study in the list, from 0. */
  readonly index: number;
  readonly studyId: StudyId | null;
}

export type WorklistAction =
  | { readonly type: 'searched'; readonly search: string }
  | { readonly type: 'filtered'; readonly filter: WorklistFilter }
  | { readonly type: 'sorted'; readonly by: WorklistSort }
  | { readonly type: 'selected'; readonly index: number; readonly studyId: StudyId };

export const initialWorklist: WorklistState = {
  search: '',
  filter: 'all',
  sort: 'importedAt',
  descending: true,
  index: 0,
  studyId: null,
};

const first = { index: 0, studyId: null };
/** Text reads from A; numbers and dates from the highest. */
const startsDescending: ReadonlySet<WorklistSort> = new Set(['importedAt', 'studyDate', 'probability']);

export function reduceWorklist(state: WorklistState, action: WorklistAction): WorklistState {
  switch (action.type) {
    case 'searched':
      return action.search === state.search ? state : { ...state, ...first, search: action.search };
    case 'filtered':
      return action.filter === state.filter ? state : { ...state, ...first, filter: action.filter };
    case 'sorted': {
      const descending = action.by === state.sort ? !state.descending : startsDescending.has(action.by);
      return { ...state, ...first, sort: action.by, descending };
    }
    case 'selected':
      return { ...state, index: action.index, studyId: action.studyId };
  }
}

/** Rows asked for at a time. */
export const pageSize = 200;

export function queryOf(state: WorklistState, page: number): WorklistQuery {
  const { search, filter, sort, descending } = state;
  return { search: search.trim(), filter, sort, descending, offset: page * pageSize, limit: pageSize };
}

/**
 * Where the selected study stands now: at its place, or near it after others arrived above; the first look at a
 * list selects what stands at the place. Null where the study is not among the rows that are here.
 */
export function placeOf(
  studyId: StudyId | null,
  index: number,
  rowAt: (index: number) => { readonly studyId: StudyId } | undefined,
): number | null {
  const row = rowAt(index);
  if (row !== undefined && (studyId === null || row.studyId === studyId)) return index;
  if (studyId === null) return null;
  const from = Math.max(0, index - pageSize);
  const nearby = Array.from({ length: 2 * pageSize }, (_, offset) => from + offset);
  return nearby.find((place) => rowAt(place)?.studyId === studyId) ?? null;
}

/**
 * Where the next (+1) or previous (-1) case is. A case that has left the list, say because it was
 * read while only unread ones are shown, has its successor already standing in its place.
 */
export function neighbourIndex(index: number, isStillThere: boolean, step: 1 | -1, total: number): number | null {
  const target = isStillThere || step < 0 ? index + step : index;
  return target >= 0 && target < total ? target : null;
}
