import { Box, Tooltip } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ScoreFlag } from '../../../main/domain/acceptance/acceptance.ts';

/** The doubts about a score, in words beside it; each says more when it is pointed at. */
export function FlagMarks({ flags }: { readonly flags: readonly ScoreFlag[] }) {
  const { t } = useTranslation('scoreFlags');
  if (flags.length === 0) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
      {flags.map((flag) => (
        <Tooltip key={flag} title={t(`${flag}.explained`)}>
          <Box
            component="span"
            sx={{
              fontSize: '0.75rem',
              lineHeight: 1.5,
              px: 0.75,
              border: 1,
              borderColor: 'warning.main',
              borderRadius: 1,
            }}
          >
            {t(`${flag}.title`)}
          </Box>
        </Tooltip>
      ))}
    </Box>
  );
}
