import { useIsMutating, useMutation } from '@tanstack/react-query';
import type { Review, SeenStep, Study, Verdict } from '../../../main/domain/studies/study.ts';
import type { StudyId } from '../../../main/domain/ids.ts';
import { client, operations } from '../../shared/client/client.ts';
import { reportFault } from '../../shared/faults/reported-faults.ts';
import { formatLabel, studyTitle } from '../../shared/format/format.ts';
import { queryClient } from '../../shared/client/query-client.ts';
import { t } from '../../shared/messages/messages.ts';
import type { ModelFinding } from './model-findings.ts';
import { noteWasSaved } from './note-drafts.ts';

interface Answer {
  readonly study: Study;
  readonly modelFinding: ModelFinding;
  readonly verdict: Verdict;
  readonly note: string;
  readonly seen: readonly SeenStep[];
}

function send({ study, modelFinding, verdict, note, seen }: Answer): Promise<Review> {
  const { finding, prediction } = modelFinding;
  return client.studies.review({
    studyId: study.id,
    predictionId: prediction.id,
    label: finding.label,
    verdict,
    note: note.trim(),
    seen: [...seen],
  });
}

const refresh = (studyId: StudyId): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: operations.studies.key({ input: { studyId } }) });

/** The actions that a reader has on a study; each adds to its history and erases nothing. */
export interface Reviewing {
  readonly answer: (answer: Answer) => void;
  readonly saveNote: (study: Study, note: string) => void;
  /** Takes an answer back. */
  readonly withdraw: (study: Study, review: Review) => void;
  /** Something of this study is on its way to the casebook. */
  readonly isPending: boolean;
}

/** The reader may be at another study by the time something fails: the sentence says which it was. */
export function useReview(studyId: StudyId): Reviewing {
  const mutationKey = ['review', studyId];
  // Counted among all: the panel that sent it may have been closed and opened again.
  const isPending = useIsMutating({ mutationKey }) > 0;
  const { mutate: answer } = useMutation({
    mutationKey,
    mutationFn: send,
    onSuccess(_, { study, note }) {
      noteWasSaved(study, note);
      return refresh(study.id);
    },
    onError: (error, { study, modelFinding }) =>
      reportFault(
        error,
        t('reading:answerNotSaved', {
          finding: formatLabel(modelFinding.finding.label).toLowerCase(),
          study: studyTitle(study),
        }),
      ),
  });
  const { mutate: saveNote } = useMutation({
    mutationKey,
    mutationFn: ({ study, note }: { study: Study; note: string }) =>
      client.studies.note({ studyId: study.id, note: note.trim() }),
    onSuccess(_, { study, note }) {
      noteWasSaved(study, note);
      return refresh(study.id);
    },
    onError: (error, { study }) => reportFault(error, t('reading:noteNotSaved', { study: studyTitle(study) })),
  });
  const { mutate: withdraw } = useMutation({
    mutationKey,
    mutationFn: ({ study, review }: { study: Study; review: Review }) =>
      client.studies.withdraw({ studyId: study.id, reviewId: review.id }),
    onSettled: (_, __, { study }) => refresh(study.id),
    onError: (error, { study }) => reportFault(error, t('reading:notWithdrawn', { study: studyTitle(study) })),
  });
  return {
    answer,
    saveNote: (study, note) => saveNote({ study, note }),
    withdraw: (study, review) => withdraw({ study, review }),
    isPending,
  };
}
