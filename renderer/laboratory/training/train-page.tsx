import Add from '@mui/icons-material/Add';
import { Box, Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useReducer, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trainingId, type TrainingId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';
import { change, emptyDraft } from './new-training/draft.ts';
import { NewTraining } from './new-training/new-training.tsx';
import { SideBySide } from './side-by-side.tsx';
import { TrainingList } from './training-list.tsx';
import { TrainingPage } from './training-view.tsx';

/** `/train/3` → [3], `/train/3,5` → both side by side, `/train` → none. */
function openOf(location: string): readonly TrainingId[] {
  const [, , ids = ''] = location.split('/');
  return ids.split(',').flatMap((id) => {
    const parsed = trainingId.safeParse(Number(id));
    return parsed.success ? [parsed.data] : [];
  });
}

/** Fine-tuning: the training being put together, those that run, and those that have run. */
export function TrainPage({ location }: { readonly location: string }) {
  const { t } = useTranslation('training');
  const navigate = useNavigate();
  const [draft, dispatch] = useReducer(change, emptyDraft);
  const [ticked, setTicked] = useState<readonly TrainingId[]>([]);
  const { data: trainings = [], error, refetch } = useQuery(operations.training.list.queryOptions());
  const open = openOf(location);
  const together = trainings.filter(({ id }) => open.includes(id));
  const chosen = trainings.filter(({ id }) => ticked.includes(id)).map(({ id }) => id);
  return (
    <Box sx={{ display: 'flex', height: '100%', minHeight: 0 }}>
      <Box
        component="aside"
        aria-label={t('list')}
        sx={{
          width: 256,
          flexShrink: 0,
          display: 'flex',
          flexDirection: 'column',
          borderRight: '1px solid',
          borderColor: 'divider',
          minHeight: 0,
        }}
      >
        <Box sx={{ display: 'flex', alignItems: 'center', px: 1.5, pl: 2, py: 1.25, gap: 1 }}>
          <Typography component="h1" variant="h2" sx={{ flex: 1 }}>
            {t('title')}
          </Typography>
          <Button
            size="small"
            variant={open.length === 0 ? 'contained' : 'outlined'}
            startIcon={<Add />}
            aria-label={t('newTraining')}
            onClick={() => navigate(routes.train)}
          >
            {t('new')}
          </Button>
        </Box>
        <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto', px: 0.75, pb: 1 }}>
          {error !== null && <FaultNotice error={error} onRetry={() => void refetch()} />}
          <TrainingList
            trainings={trainings}
            current={open.length === 1 ? open[0]! : null}
            ticked={ticked}
            onOpen={(id) => navigate(`${routes.train}/${id}`)}
            onTick={(id) => setTicked(ticked.includes(id) ? ticked.filter((each) => each !== id) : [...ticked, id])}
            onClosed={() => navigate(routes.train)}
          />
          {trainings.length === 0 && error === null && (
            <Typography variant="body2" color="textSecondary" sx={{ px: 1.25, py: 1 }}>
              {t('noTrainings')}
            </Typography>
          )}
        </Box>
        {chosen.length >= 2 && (
          <Box sx={{ p: 1, borderTop: '1px solid', borderColor: 'divider' }}>
            <Button fullWidth variant="contained" onClick={() => navigate(`${routes.train}/${chosen.join(',')}`)}>
              {t('compare', { count: chosen.length })}
            </Button>
          </Box>
        )}
      </Box>
      <Box sx={{ flex: 1, minWidth: 0, minHeight: 0 }}>
        {open.length === 0 && <NewTraining draft={draft} dispatch={dispatch} trainings={trainings} />}
        {open.length === 1 && (
          <TrainingPage
            key={open[0]}
            id={open[0]!}
            onAgain={({ request }) => {
              dispatch({ type: 'again', request });
              navigate(routes.train);
            }}
          />
        )}
        {open.length > 1 && together.length > 0 && <SideBySide trainings={together} />}
      </Box>
    </Box>
  );
}
