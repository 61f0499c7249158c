import { useIsMutating, useMutation } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import type { Review, SeenStep, Study, Verdict } from '../../../main/domain/studies/study.ts';
import type { StudyId } from '../../../main/domain/ids.ts';
import { client, operations } from '../../shared/client/client.ts';
import { reportFault } from '../../shared/faults/reported-faults.ts';
import { formatLabel, titleOf } from '../../shared/format/format.ts';
import { queryClient } from '../../shared/client/query-client.ts';
import { withSeen, type Sight } from './reading-state.ts';
import { keyOfDraft, type Claim } from './model-findings.ts';

/** Notes what the reader sees, in order, from the moment the study is opened. */
export function useSeen(studyId: StudyId): {
  readonly seen: () => readonly SeenStep[];
  readonly note: (sight: Sight) => void;
} {
  const record = useRef<{ readonly studyId: StudyId; readonly steps: readonly SeenStep[] }>({ studyId, steps: [] });
  const note = useCallback(
    (sight: Sight) => {
      const steps = record.current.studyId === studyId ? record.current.steps : [];
      record.current = { studyId, steps: withSeen(steps, sight, new Date().toISOString()) };
    },
    [studyId],
  );
  const seen = useCallback(() => (record.current.studyId === studyId ? record.current.steps : []), [studyId]);
  return { seen, note };
}

interface Answer {
  readonly study: Study;
  readonly claim: Claim;
  readonly verdict: Verdict;
  readonly note: string;
  readonly seen: readonly SeenStep[];
}

function send({ study, claim, verdict, note, seen }: Answer): Promise<Review> {
  const { finding, prediction } = claim;
  return client.studies.review({
    studyId: study.id,
    predictionId: prediction.id,
    label: finding.label,
    verdict,
    note: note.trim(),
    seen: [...seen],
  });
}

/** The reader may be at another case by now. */
const failureOf = ({ study, claim }: Answer): string =>
  `Your answer to ${formatLabel(claim.finding.label).toLowerCase()} of ${titleOf(study)} was not saved.`;

/**
 * Adds the reader's answer to the case's history; a new answer never erases the one before.
 * @param onSaved told what was written as a note, wherever the reader is by then
 */
export function useReview(claim: Claim, onSaved: (note: string) => void) {
  const mutationKey = ['review', keyOfDraft(claim)];
  // Counted among all: the panel that sent it may have been closed and opened again.
  const isPending = useIsMutating({ mutationKey }) > 0;
  const { mutate: save } = useMutation({
    mutationKey,
    mutationFn: send,
    onSuccess: (_, { study, note }) => {
      onSaved(note);
      return queryClient.invalidateQueries({ queryKey: operations.studies.key({ input: { studyId: study.id } }) });
    },
    onError: (error, answer) => reportFault(error, failureOf(answer)),
  });
  return { save, isPending };
}
