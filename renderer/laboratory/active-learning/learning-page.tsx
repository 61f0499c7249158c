import { Box, Typography } from '@mui/material';
import { t } from '../../shared/messages/messages.ts';
import { Differences } from './differences.tsx';
import { LabelCounts } from './label-counts.tsx';
import { ReadingQueue } from './reading-queue.tsx';

/** Which images to read next, where readers differ, and how many labels the reads give. */
export function LearningPage() {
  return (
    <Box tabIndex={0} sx={{ height: '100%', overflowY: 'auto', '&:focus-visible': { outlineOffset: '-2px' } }}>
      <Box sx={{ maxWidth: { xs: 1320, xl: 2000 }, mx: 'auto', p: 3, display: 'grid', gap: 4 }}>
        <Typography component="h1" variant="h1">
          {t('learning:title')}
        </Typography>
        <ReadingQueue />
        <Differences />
        <LabelCounts />
      </Box>
    </Box>
  );
}
