import { useReducer, type Dispatch } from 'react';
import type { StudyId } from '../../../main/domain/ids.ts';
import { initialReading, reduceReading, type ReadingAction, type ReadingState } from './reading-state.ts';

/** Lives above the pages, so that a look at another page costs no note that is being written. */
export function useReading(studyId: StudyId | null): {
  readonly reading: ReadingState;
  readonly dispatch: Dispatch<ReadingAction>;
} {
  const [reading, dispatch] = useReducer(reduceReading, initialReading);
  if (reading.studyId !== studyId) dispatch({ type: 'opened', studyId });
  return { reading, dispatch };
}
