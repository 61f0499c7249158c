import { Box } from '@mui/material';
import type { UseQueryResult } from '@tanstack/react-query';
import { useRef, type Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { Explanation } from '../../../main/contract/images.ts';
import type { SeenStep, Study, Verdict } from '../../../main/domain/studies/study.ts';
import { useIsConnected } from '../../shared/connection/connection.ts';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts.ts';
import { HeatmapSection } from './heatmap-section.tsx';
import { PatientSection } from '../patients/patient-section.tsx';
import { HistorySection } from './history-section.tsx';
import type { ReadingAction, ReadingState } from '../reading-state/reading-state.ts';
import {
  answerTo,
  keyOfModelFinding,
  type ModelFinding,
  type ModelRead,
  type StudyImage,
} from '../reading-state/model-findings.ts';
import { SecondReadSection } from './second-read-section.tsx';
import { SimilarSection } from './similar-section.tsx';
import type { MethodChoice } from '../../shared/heatmaps/use-methods.ts';
import { noteDraftOf } from '../reading-state/note-drafts.ts';
import { useReview } from '../reading-state/use-review.ts';
import { YourReadSection } from './your-read-section.tsx';

interface ReadingPanelProps {
  readonly study: Study;
  readonly image: StudyImage;
  readonly reads: readonly ModelRead[];
  readonly cards: readonly InstalledCard[];
  readonly modelFinding: ModelFinding | null;
  readonly state: ReadingState;
  readonly dispatch: Dispatch<ReadingAction>;
  readonly choice: MethodChoice;
  readonly explanation: UseQueryResult<Explanation, Error>;
  readonly seen: () => readonly SeenStep[];
  readonly onSimilarShown: () => void;
  /** Nothing can be answered before. */
  readonly isImageShown: boolean;
}

/** The models' findings, the reader's answers and note, and the study's history. */
export function ReadingPanel(props: ReadingPanelProps) {
  const { t } = useTranslation('reading');
  const { study, image, reads, cards, modelFinding, state, dispatch, choice, explanation } = props;
  return (
    <Box
      component="aside"
      tabIndex={0}
      aria-label={t('panel')}
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
        chosen={modelFinding}
        onChoose={(one) => dispatch({ type: 'findingChosen', modelFinding: keyOfModelFinding(one) })}
      />
      {modelFinding !== null && (
        <HeatmapSection
          model={modelFinding.finding.model}
          isPossible={modelFinding.isCurrent}
          state={state}
          dispatch={dispatch}
          choice={choice}
          heatmap={explanation.data?.heatmap}
          isLoading={explanation.isFetching}
          error={explanation.error}
        />
      )}
      <Answering key={study.id} {...props} />
      {modelFinding !== null && (
        <SimilarSection
          image={image}
          modelFinding={modelFinding}
          isOpen={state.areSimilarOpen}
          onToggle={() => dispatch({ type: 'similarToggled' })}
          onShown={props.onSimilarShown}
        />
      )}
      <PatientSection study={study} />
      <HistorySection study={study} />
    </Box>
  );
}

/** Agree, disagree, take back; and the note, which needs no answer. */
function Answering({
  study,
  modelFinding,
  seen,
  isImageShown,
}: Pick<ReadingPanelProps, 'study' | 'modelFinding' | 'seen' | 'isImageShown'>) {
  const { t } = useTranslation('reading');
  const noteField = useRef<HTMLTextAreaElement>(null);
  const draft = noteDraftOf(study);
  const note = draft.use();
  const review = useReview(study.id);
  const isConnected = useIsConnected();
  const isReady = isImageShown && isConnected && !review.isPending;
  const standing = modelFinding === null ? null : answerTo(modelFinding, study.reviews);
  const answer = (verdict: Verdict): void => {
    // The same answer again, without a word more, is no new answer.
    if (standing?.verdict === verdict && note.trim() === '') return;
    if (isReady && modelFinding !== null) review.answer({ study, modelFinding, verdict, note, seen: seen() });
  };
  const takeBack = (): void => {
    if (isReady && standing !== null) review.withdraw(study, standing);
  };
  useShortcuts(t('keysAnswer'), [
    { keys: ['a'], does: t('agreeKey'), press: () => answer('agree') },
    { keys: ['d'], does: t('disagreeKey'), press: () => answer('disagree') },
    { keys: ['u'], does: t('takeBackKey'), press: takeBack },
    { keys: ['n'], does: t('noteKey'), press: () => noteField.current?.focus() },
  ]);
  return (
    <YourReadSection
      modelFinding={modelFinding}
      answer={standing}
      note={note}
      noteField={noteField}
      isReady={isReady}
      onNote={draft.set}
      onSaveNote={() => review.saveNote(study, note)}
      onAnswer={answer}
      onTakeBack={takeBack}
    />
  );
}
