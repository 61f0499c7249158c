import { Box, Button, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';

interface EmptyLaboratoryProps {
  readonly what: 'datasets' | 'models';
  readonly purpose?: 'train' | 'evaluate';
}

/** Stands in for a form without datasets or models, and says where they come from. */
export function EmptyLaboratory({ what, purpose = 'evaluate' }: EmptyLaboratoryProps) {
  const { t } = useTranslation('datasets');
  const navigate = useNavigate();
  const text = what === 'models' ? t('noModels') : purpose === 'train' ? t('noneToTrain') : t('noneToEvaluate');
  return (
    <Box sx={{ height: '100%', display: 'grid', placeItems: 'center' }}>
      <Box sx={{ textAlign: 'center', display: 'grid', gap: 2, justifyItems: 'center', maxWidth: 520 }}>
        <Typography>{text}</Typography>
        <Button variant="contained" onClick={() => navigate(what === 'datasets' ? routes.data : routes.models)}>
          {what === 'datasets' ? t('addDataset') : t('seeModels')}
        </Button>
      </Box>
    </Box>
  );
}
