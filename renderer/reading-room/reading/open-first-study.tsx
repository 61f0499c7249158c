import { Box, Button, Typography } from '@mui/material';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { readRoute, routes, useNavigate } from '../../shared/navigation/routes.ts';
import { useWorklistRows } from '../worklist/use-worklist-rows.ts';
import { useWorklist } from '../worklist/worklist-context.tsx';

/** The reading page without a study opens the one that is selected in the worklist. */
export function OpenFirstStudy() {
  const { t } = useTranslation('reading');
  const { state } = useWorklist();
  const navigate = useNavigate();
  const rows = useWorklistRows(state, { first: state.index, last: state.index });
  const studyId = state.studyId ?? (rows.isOutdated ? undefined : rows.rowAt(state.index)?.studyId);
  useEffect(() => {
    if (studyId !== undefined) navigate(readRoute(studyId));
  }, [studyId, navigate]);
  if (studyId !== undefined || rows.isLoading || rows.isOutdated) return null;
  return (
    <Box sx={{ height: '100%', display: 'grid', placeItems: 'center' }}>
      <Box sx={{ display: 'grid', gap: 2, justifyItems: 'center' }}>
        {rows.error === null ? (
          <Typography>{t('nothingToRead')}</Typography>
        ) : (
          <FaultNotice error={rows.error} onRetry={rows.retry} />
        )}
        <Button variant="contained" onClick={() => navigate(routes.worklist)}>
          {t('openWorklist')}
        </Button>
      </Box>
    </Box>
  );
}
