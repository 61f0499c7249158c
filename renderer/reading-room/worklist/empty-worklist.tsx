import { Box, Button, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';
import { useWorklist } from './worklist-context.tsx';

/** Shown while the casebook is empty. */
export function EmptyCasebook() {
  const { t } = useTranslation('worklist');
  const navigate = useNavigate();
  return (
    <Box sx={{ flex: 1, display: 'grid', placeItems: 'center' }}>
      <Box sx={{ textAlign: 'center', display: 'grid', gap: 2 }}>
        <Typography>{t('empty')}</Typography>
        <Box sx={{ display: 'flex', gap: 1.5, justifyContent: 'center' }}>
          <Button variant="contained" onClick={() => navigate(routes.screen)}>
            {t('screenFolder')}
          </Button>
          <Button variant="outlined" onClick={() => navigate(routes.models)}>
            {t('seeModels')}
          </Button>
        </Box>
      </Box>
    </Box>
  );
}

/** Shown while no study matches the search and the filter. */
export function NothingFits() {
  const { t } = useTranslation('worklist');
  const { state, dispatch } = useWorklist();
  return (
    <Box sx={{ flex: 1, display: 'grid', placeItems: 'center' }}>
      <Box sx={{ textAlign: 'center', display: 'grid', gap: 2, justifyItems: 'center' }}>
        <Typography>{state.search === '' ? t('noneInFilter') : t('noneFound', { search: state.search })}</Typography>
        <Button
          variant="outlined"
          onClick={() => {
            dispatch({ type: 'searched', search: '' });
            dispatch({ type: 'filtered', filter: 'all' });
          }}
        >
          {t('showAll')}
        </Button>
      </Box>
    </Box>
  );
}
