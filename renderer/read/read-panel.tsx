import { Box } from '@mui/material';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useRef, useState, type Dispatch } from 'react';
import type { Explanation, InstalledCard } from '../../main/contract/contract.ts';
import type { SeenStep, Study, Verdict } from '../../main/domain/casework.ts';
import { useShortcuts } from '../hooks/use-shortcuts.ts';
import { HeatmapSection } from './heatmap-section.tsx';
import { HistorySection } from './history-section.tsx';
import type { ReadingAction, ReadingState } from './reading-state.ts';
import { answerTo, keyOfClaim, type Claim, type ModelRead, type StudyImage } from './second-read.ts';
import { SecondReadSection } from './second-read-section.tsx';
import { useReview } from './use-review.ts';
import { YourReadSection } from './your-read-section.tsx';

interface ReadPanelProps {
  readonly study: Study;
  readonly image: StudyImage;
  readonly reads: readonly ModelRead[];
  readonly cards: readonly InstalledCard[];
  readonly claim: Claim | null;
  readonly state: ReadingState;
  readonly dispatch: Dispatch<ReadingAction>;
  readonly explanation: UseQueryResult<Explanation, Error>;
  readonly seen: () => readonly SeenStep[];
}

/** What the machine says, what the reader says, and what was said before. */
export function ReadPanel({ study, image, reads, cards, claim, state, dispatch, explanation, seen }: ReadPanelProps) {
  return (
    <Box
      component="aside"
      aria-label="Reading panel"
      sx={{
        width: { xs: 340, xl: 400 },
        flexShrink: 0,
        overflowY: 'auto',
        // Names of models and readers may be one long word.
        overflowWrap: 'anywhere',
        borderLeft: '1px solid',
        borderColor: 'divider',
        bgcolor: 'background.default',
      }}
    >
      <SecondReadSection
        studyId={study.id}
        image={image}
        reads={reads}
        cards={cards}
        chosen={claim}
        onChoose={(one) => dispatch({ type: 'claimChosen', claim: keyOfClaim(one) })}
      />
      {claim !== null && (
        <>
          <HeatmapSection
            isPossible={claim.isCurrent}
            state={state}
            dispatch={dispatch}
            heatmap={explanation.data?.heatmap}
            isLoading={explanation.isFetching}
            error={explanation.error}
          />
          <Answering key={`${claim.prediction.id}/${claim.finding.label}`} study={study} claim={claim} seen={seen} />
        </>
      )}
      <HistorySection study={study} />
    </Box>
  );
}

/** Keeps the note while it is being written, and sends the answer. */
function Answering({
  study,
  claim,
  seen,
}: {
  readonly study: Study;
  readonly claim: Claim;
  readonly seen: () => readonly SeenStep[];
}) {
  const [note, setNote] = useState('');
  const noteField = useRef<HTMLTextAreaElement>(null);
  const review = useReview(study.id);
  const { save } = review;
  const answer = useCallback(
    (verdict: Verdict) => {
      save({ claim, verdict, note, seen: seen() });
      setNote('');
    },
    [save, claim, note, seen],
  );
  useShortcuts('Your read', [
    { keys: ['a'], does: 'Agree with the finding', press: () => answer('agree') },
    { keys: ['d'], does: 'Disagree with the finding', press: () => answer('disagree') },
    { keys: ['n'], does: 'Write a note', press: () => noteField.current?.focus() },
  ]);
  return (
    <YourReadSection
      claim={claim}
      answer={answerTo(claim, study.reviews)}
      note={note}
      noteField={noteField}
      isSaving={review.isPending}
      error={review.error}
      onNote={setNote}
      onAnswer={answer}
    />
  );
}
