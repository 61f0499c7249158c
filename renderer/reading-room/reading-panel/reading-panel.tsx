import { Box } from '@mui/material';
import type { UseQueryResult } from '@tanstack/react-query';
import { useRef, type Dispatch } from 'react';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { Explanation } from '../../../main/contract/images.ts';
import type { SeenStep, Study, Verdict } from '../../../main/domain/studies/study.ts';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts.ts';
import { HeatmapSection } from './heatmap-section.tsx';
import { HistorySection } from './history-section.tsx';
import type { ReadingAction, ReadingState } from '../reading-state/reading-state.ts';
import {
  answerTo,
  keyOfClaim,
  keyOfDraft,
  type Claim,
  type ModelRead,
  type StudyImage,
} from '../reading-state/model-findings.ts';
import { SecondReadSection } from './second-read-section.tsx';
import { SimilarSection } from './similar-section.tsx';
import type { MethodChoice } from '../../shared/heatmaps/use-methods.ts';
import { useReview } from '../reading-state/use-review.ts';
import { YourReadSection } from './your-read-section.tsx';

interface ReadPanelProps {
  readonly study: Study;
  readonly image: StudyImage;
  readonly reads: readonly ModelRead[];
  readonly cards: readonly InstalledCard[];
  readonly claim: Claim | null;
  readonly state: ReadingState;
  readonly dispatch: Dispatch<ReadingAction>;
  readonly choice: MethodChoice;
  readonly explanation: UseQueryResult<Explanation, Error>;
  readonly seen: () => readonly SeenStep[];
  readonly onSimilarShown: () => void;
  /** There is nothing to agree with before. */
  readonly isImageShown: boolean;
}

/** What the machine says, what the reader says, and what was said before. */
export function ReadPanel(props: ReadPanelProps) {
  const { study, image, reads, cards, claim, state, dispatch, choice, explanation } = props;
  return (
    <Box
      component="aside"
      tabIndex={0}
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
        '&:focus-visible': { outlineOffset: '-2px' },
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
            model={claim.finding.model}
            isPossible={claim.isCurrent}
            state={state}
            dispatch={dispatch}
            choice={choice}
            heatmap={explanation.data?.heatmap}
            isLoading={explanation.isFetching}
            error={explanation.error}
          />
          <Answering key={keyOfDraft(claim)} {...props} claim={claim} />
          <SimilarSection
            image={image}
            claim={claim}
            isOpen={state.areSimilarOpen}
            onToggle={() => dispatch({ type: 'similarToggled' })}
            onShown={props.onSimilarShown}
          />
        </>
      )}
      <HistorySection study={study} />
    </Box>
  );
}

/** Sends the answer, with the note if there is one. */
function Answering({
  study,
  claim,
  state,
  dispatch,
  seen,
  isImageShown,
}: Pick<ReadPanelProps, 'study' | 'state' | 'dispatch' | 'seen' | 'isImageShown'> & { readonly claim: Claim }) {
  const noteField = useRef<HTMLTextAreaElement>(null);
  const draft = keyOfDraft(claim);
  const note = state.drafts[draft] ?? '';
  const review = useReview(claim, (saved) => dispatch({ type: 'noteSaved', draft, note: saved }));
  const isReady = isImageShown && !review.isPending;
  const answer = (verdict: Verdict): void => {
    if (isReady) review.save({ study, claim, verdict, note, seen: seen() });
  };
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
      isReady={isReady}
      onNote={(written) => dispatch({ type: 'noteWritten', draft, note: written })}
      onAnswer={answer}
    />
  );
}
