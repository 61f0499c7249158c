import { useCallback } from 'react';
import type { SeenStep } from '../../../main/domain/studies/study.ts';
import type { StudyId } from '../../../main/domain/ids.ts';
import { withSeen, type Sight } from './reading-state.ts';

/** Everything seen of each study since the page was loaded: a look at another study forgets nothing. */
const records = new Map<StudyId, readonly SeenStep[]>();

/** Notes what the reader sees, in order, from the first time that the study is opened. */
export function useSeen(studyId: StudyId): {
  readonly seen: () => readonly SeenStep[];
  readonly note: (sight: Sight) => void;
} {
  const note = useCallback(
    (sight: Sight) => {
      records.set(studyId, withSeen(records.get(studyId) ?? [], sight, new Date().toISOString()));
    },
    [studyId],
  );
  const seen = useCallback(() => records.get(studyId) ?? [], [studyId]);
  return { seen, note };
}
