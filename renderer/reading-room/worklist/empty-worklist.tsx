import { Box, Button, Typography } from '@mui/material';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';
import { useWorklist } from './worklist-context.tsx';

/** Nothing in the casebook yet. */
export function EmptyCasebook() {
  const navigate = useNavigate();
  return (
    <Box sx={{ flex: 1, display: 'grid', placeItems: 'center' }}>
      <Box sx={{ textAlign: 'center', display: 'grid', gap: 2 }}>
        <Typography>No studies yet: drop files or a folder anywhere on this page, or choose them.</Typography>
        <Box sx={{ display: 'flex', gap: 1.5, justifyContent: 'center' }}>
          <Button variant="contained" onClick={() => navigate(routes.screen)}>
            Screen a folder
          </Button>
          <Button variant="outlined" onClick={() => navigate(routes.models)}>
            See the models
          </Button>
        </Box>
      </Box>
    </Box>
  );
}

/** The casebook has studies, but none that fit what is asked for. */
export function NothingFits() {
  const { state, dispatch } = useWorklist();
  return (
    <Box sx={{ flex: 1, display: 'grid', placeItems: 'center' }}>
      <Box sx={{ textAlign: 'center', display: 'grid', gap: 2, justifyItems: 'center' }}>
        <Typography>
          {state.search === '' ? 'No study is of this kind.' : `No study fits “${state.search}”.`}
        </Typography>
        <Button
          variant="outlined"
          onClick={() => {
            dispatch({ type: 'searched', search: '' });
            dispatch({ type: 'filtered', filter: 'all' });
          }}
        >
          Show all studies
        </Button>
      </Box>
    </Box>
  );
}
