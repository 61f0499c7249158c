import Check from '@mui/icons-material/Check';
import Close from '@mui/icons-material/Close';
import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Verdict } from '../../../main/domain/studies/study.ts';

/** A reader's verdict: shape and word, in the colour of people. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useTranslation('studies');
  const Icon = verdict === 'agree' ? Check : Close;
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        verticalAlign: 'middle',
        alignItems: 'center',
        gap: 0.5,
        color: 'people.main',
        fontSize: '0.8125rem',
        whiteSpace: 'nowrap',
      }}
    >
      <Icon sx={{ fontSize: 16 }} />
      {t(verdict === 'agree' ? 'agrees' : 'disagrees')}
    </Box>
  );
}
