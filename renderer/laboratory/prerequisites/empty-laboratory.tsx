import { Box, Button, Typography } from '@mui/material';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';

interface EmptyLaboratoryProps {
  readonly what: 'datasets' | 'models';
}

/** Nothing to measure with, or on: where to get it. */
export function EmptyLaboratory({ what }: EmptyLaboratoryProps) {
  const navigate = useNavigate();
  return (
    <Box sx={{ height: '100%', display: 'grid', placeItems: 'center' }}>
      <Box sx={{ textAlign: 'center', display: 'grid', gap: 2, justifyItems: 'center', maxWidth: 520 }}>
        <Typography>
          {what === 'datasets'
            ? 'There is no dataset to measure on yet: a folder of images with labels, or your own confirmed reads.'
            : 'There are not enough models installed that have learnt their labels.'}
        </Typography>
        <Button variant="contained" onClick={() => navigate(what === 'datasets' ? routes.data : routes.models)}>
          {what === 'datasets' ? 'Add a dataset' : 'See the models'}
        </Button>
      </Box>
    </Box>
  );
}
