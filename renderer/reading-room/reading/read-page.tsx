import { ORPCError } from '@orpc/client';
import { Box, Button, Skeleton, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { StudyId } from '../../../main/domain/ids.ts';
import { canScreen } from '../../../main/domain/models/model-card.ts';
import { operations } from '../../shared/client/client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';
import type { ReadingAction, ReadingState } from '../reading-state/reading-state.ts';
import { Reading } from './reading.tsx';

interface ReadPageProps {
  readonly studyId: StudyId;
  readonly state: ReadingState;
  readonly dispatch: Dispatch<ReadingAction>;
}

/** A model that has yet to learn its labels has nothing to say of a study. */
const screeningModels = (cards: readonly InstalledCard[]): readonly InstalledCard[] => cards.filter(canScreen);

const isMissing = (error: Error): boolean => error instanceof ORPCError && error.code === 'NOT_FOUND';

/** One study, open for reading. */
export function ReadPage({ studyId, state, dispatch }: ReadPageProps) {
  const study = useQuery(operations.studies.get.queryOptions({ input: { studyId } }));
  const cards = useQuery(operations.models.list.queryOptions({ select: screeningModels }));
  if (study.data !== undefined && cards.data !== undefined)
    return <Reading study={study.data} cards={cards.data} state={state} dispatch={dispatch} />;
  const error = study.error ?? cards.error;
  if (error !== null && isMissing(error)) return <MissingStudy />;
  const retry = (): void => void Promise.all([study.refetch(), cards.refetch()]);
  return (
    <Box sx={{ display: 'flex', height: '100%' }} aria-busy={error === null}>
      <Box sx={{ flex: 1, bgcolor: '#000', display: 'grid', placeItems: 'center' }}>
        {error !== null && <FaultNotice error={error} onRetry={retry} />}
      </Box>
      {error === null && (
        <Box sx={{ width: 340, p: 2, display: 'grid', gap: 2, alignContent: 'start' }}>
          <Skeleton height={18} width="40%" />
          <Skeleton height={56} />
          <Skeleton height={96} />
        </Box>
      )}
    </Box>
  );
}

/** The address names a study that this casebook does not have. */
function MissingStudy() {
  const { t } = useTranslation('reading');
  const navigate = useNavigate();
  return (
    <Box role="alert" sx={{ height: '100%', display: 'grid', placeContent: 'center', justifyItems: 'center', gap: 2 }}>
      <Typography>{t('studyGone')}</Typography>
      <Button variant="contained" onClick={() => navigate(routes.worklist)}>
        {t('openWorklist')}
      </Button>
    </Box>
  );
}
