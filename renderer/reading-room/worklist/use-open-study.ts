import { useCallback } from 'react';
import type { WorklistRow } from '../../../main/domain/studies/study.ts';
import { readRoute, useNavigate } from '../../shared/navigation/routes.ts';
import { useWorklist } from './worklist-context.tsx';

/** Selects a study of the list and opens it for reading. */
export function useOpenStudy(): (index: number, row: WorklistRow) => void {
  const { dispatch } = useWorklist();
  const navigate = useNavigate();
  return useCallback(
    (index, row) => {
      performance.mark('overread:open');
      dispatch({ type: 'selected', index, studyId: row.studyId });
      navigate(readRoute(row.studyId));
    },
    [dispatch, navigate],
  );
}
