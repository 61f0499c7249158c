import { z } from 'zod';
import {
  worklistFilter,
  worklistSort,
  type WorklistFilter,
  type WorklistQuery,
  type WorklistSort,
} from '../../../main/domain/studies/worklist.ts';
import { studyId, type StudyId } from '../../../main/domain/ids.ts';

/** The person's filter, order and place in the list; outlives the page and a reload. */
export const worklistState = z
  .object({
    search: z.string(),
    filter: worklistFilter,
    sort: worklistSort,
    descending: z.boolean(),
    /** Place of the selected study in the list, from 0. */
    index: z.number().int().nonnegative(),
    studyId: studyId.nullable(),
    /** Opened since the list was last looked at: they stay in it although an answer may have changed what they are. */
    kept: z.array(studyId).readonly(),
  })
  .readonly();
export type WorklistState = z.output<typeof worklistState>;

export type WorklistAction =
  | { readonly type: 'searched'; readonly search: string }
  | { readonly type: 'filtered'; readonly filter: WorklistFilter }
  | { readonly type: 'sorted'; readonly by: WorklistSort }
  | { readonly type: 'selected'; readonly index: number; readonly studyId: StudyId }
  | { readonly type: 'opened'; readonly studyId: StudyId }
  | { readonly type: 'lookedAt' };

export const initialWorklist: WorklistState = {
  search: '',
  filter: 'all',
  sort: 'importedAt',
  descending: true,
  index: 0,
  studyId: null,
  kept: [],
};

/** The contract takes this many. */
const mostKept = 1000;

const first = { index: 0, studyId: null, kept: [] };
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
    case 'opened':
      if (state.kept.includes(action.studyId)) return state;
      return { ...state, kept: [...state.kept, action.studyId].slice(-mostKept) };
    case 'lookedAt':
      return state.kept.length === 0 ? state : { ...state, kept: [] };
  }
}

/** Rows asked for at a time. */
export const pageSize = 200;

export function queryOf(state: WorklistState, page: number): WorklistQuery {
  const { search, filter, kept, sort, descending } = state;
  // Only a filter can lose a study that was answered.
  const keep = filter === 'all' ? [] : [...kept];
  return { search: search.trim(), filter, keep, sort, descending, offset: page * pageSize, limit: pageSize };
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
