import { useEffect } from 'react';
import type { StudyId } from '../../main/domain/ids.ts';
import type { WorklistRows } from './use-worklist-rows.ts';
import { useWorklist } from './worklist-context.tsx';
import { pageSize } from './worklist-state.ts';

/** Studies that arrive push others down: the selection stays with its study, not with its place. */
export function useFollowSelection(rows: WorklistRows, studyId: StudyId | null): void {
  const { state, dispatch } = useWorklist();
  const { rowAt } = rows;
  useEffect(() => {
    if (studyId === null || rowAt(state.index)?.studyId === studyId) return;
    const from = Math.max(0, state.index - pageSize);
    const nearby = Array.from({ length: 2 * pageSize }, (_, offset) => from + offset);
    const index = nearby.find((place) => rowAt(place)?.studyId === studyId);
    if (index !== undefined) dispatch({ type: 'selected', index, studyId });
  }, [rowAt, state.index, studyId, dispatch]);
}
