import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';

/** Explains what a dataset is, to a person who is here for the first time. */
export function NoDatasets() {
  const { t } = useTranslation('datasets');
  return (
    <Box sx={{ height: '100%', display: 'grid', placeItems: 'center', p: 3 }}>
      <Box sx={{ maxWidth: 560, display: 'grid', gap: 1.5 }}>
        <Typography component="h2" variant="h2">
          {t('noneTitle')}
        </Typography>
        <Typography color="textSecondary">{t('noneHow')}</Typography>
        <Typography color="textSecondary">{t('noneAudit')}</Typography>
      </Box>
    </Box>
  );
}
