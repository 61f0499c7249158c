import { useEffect } from 'react';
import type { StudyId } from '../../../main/domain/ids.ts';
import type { WorklistRows } from './use-worklist-rows.ts';
import { useWorklist } from './worklist-context.tsx';
import { placeOf } from './worklist-state.ts';

/**
 * Studies that arrive push others down: the selection stays with its study, not with its place.
 * @returns the study's place in the list; null while it is not there
 */
export function useFollowSelection({ rowAt, isOutdated }: WorklistRows, studyId: StudyId | null): number | null {
  const { state, dispatch } = useWorklist();
  const place = placeOf(studyId, state.index, rowAt);
  const row = place === null ? undefined : rowAt(place);
  const found = isOutdated ? undefined : row?.studyId;
  useEffect(() => {
    if (place === null || found === undefined || (place === state.index && found === state.studyId)) return;
    dispatch({ type: 'selected', index: place, studyId: found });
  }, [place, found, state.index, state.studyId, dispatch]);
  return place;
}
