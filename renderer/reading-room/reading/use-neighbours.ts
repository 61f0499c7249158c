import { useEffect } from 'react';
import type { StudyId } from '../../../main/domain/ids.ts';
import { useFollowSelection } from '../worklist/use-follow-selection.ts';
import { useOpenStudy } from '../worklist/use-open-study.ts';
import { useWorklistRows } from '../worklist/use-worklist-rows.ts';
import { useWorklist } from '../worklist/worklist-context.tsx';
import { neighbourIndex } from '../worklist/worklist-state.ts';
import { prefetchStudy } from '../viewer/prefetch-study.ts';

export interface Neighbours {
  /** Place in the worklist, from 1, and its length; null where the study is not in the list as filtered. */
  readonly place: { readonly number: number; readonly of: number } | null;
  /** Null at the ends of the list. */
  readonly next: (() => void) | null;
  readonly previous: (() => void) | null;
}

/** The studies before and after this one, in the worklist as it is filtered and sorted. */
export function useNeighbours(studyId: StudyId): Neighbours {
  const { state, dispatch } = useWorklist();
  useEffect(() => dispatch({ type: 'opened', studyId }), [dispatch, studyId]);
  const open = useOpenStudy();
  const rows = useWorklistRows(state, { first: Math.max(0, state.index - 1), last: state.index + 1 });
  const place = useFollowSelection(rows, studyId);
  const isThere = place !== null;
  const here = place ?? state.index;

  const opener = (step: 1 | -1): (() => void) | null => {
    const index = neighbourIndex(here, isThere, step, rows.total);
    const row = index === null ? undefined : rows.rowAt(index);
    return index === null || row === undefined ? null : () => open(index, row);
  };
  const nextIndex = neighbourIndex(here, isThere, 1, rows.total);
  const nextId = nextIndex === null ? undefined : rows.rowAt(nextIndex)?.studyId;
  useEffect(() => {
    if (nextId === undefined) return undefined;
    const timer = setTimeout(() => void prefetchStudy(nextId), 600);
    return () => clearTimeout(timer);
  }, [nextId]);

  return { place: isThere ? { number: here + 1, of: rows.total } : null, next: opener(1), previous: opener(-1) };
}
