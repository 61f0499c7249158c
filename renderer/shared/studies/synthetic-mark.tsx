import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';

/** The mark of an image made by the phantom, shown wherever the image is. */
export function SyntheticMark() {
  const { t } = useTranslation('studies');
  return (
    <Box
      component="span"
      sx={{
        px: 0.75,
        py: '1px',
        border: '1px solid',
        borderColor: 'text.disabled',
        borderRadius: '4px',
        color: 'text.secondary',
        fontSize: '0.6875rem',
        lineHeight: 1.35,
        whiteSpace: 'nowrap',
        display: 'inline-block',
      }}
    >
      {t('synthetic')}
    </Box>
  );
}
