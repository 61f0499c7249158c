import { useMutation } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import type { SeenStep, Verdict } from '../../main/domain/casework.ts';
import type { StudyId } from '../../main/domain/ids.ts';
import { operations } from '../client.ts';
import { queryClient } from '../query-client.ts';
import { withSeen } from './reading-state.ts';
import type { Claim } from './second-read.ts';

/** Notes what the reader sees, in order, from the moment the study is opened. */
export function useSeen(studyId: StudyId): {
  readonly seen: () => readonly SeenStep[];
  readonly note: (what: SeenStep['what']) => void;
} {
  const record = useRef<{ readonly studyId: StudyId; readonly steps: readonly SeenStep[] }>({ studyId, steps: [] });
  const note = useCallback(
    (what: SeenStep['what']) => {
      const steps = record.current.studyId === studyId ? record.current.steps : [];
      record.current = { studyId, steps: withSeen(steps, what, new Date().toISOString()) };
    },
    [studyId],
  );
  const seen = useCallback(() => (record.current.studyId === studyId ? record.current.steps : []), [studyId]);
  return { seen, note };
}

interface Answer {
  readonly claim: Claim;
  readonly verdict: Verdict;
  readonly note: string;
  readonly seen: readonly SeenStep[];
}

/** Adds the reader's answer to the case's history; a new answer never erases the one before. */
export function useReview(studyId: StudyId) {
  const { mutate, isPending, error } = useMutation(
    operations.studies.review.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: operations.studies.key({ input: { studyId } }) }),
    }),
  );
  const save = useCallback(
    ({ claim, verdict, note, seen }: Answer) =>
      mutate({
        studyId,
        predictionId: claim.prediction.id,
        label: claim.finding.label,
        verdict,
        note: note.trim(),
        seen: [...seen],
      }),
    [mutate, studyId],
  );
  return { save, isPending, error };
}
