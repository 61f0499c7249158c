import { Box, Typography } from '@mui/material';
import { Differences } from './differences.tsx';
import { LabelCounts } from './label-counts.tsx';
import { ReadingQueue } from './reading-queue.tsx';

/** What to read next, what readers differ about, and what the reads come to. */
export function LearningPage() {
  return (
    <Box tabIndex={0} sx={{ height: '100%', overflowY: 'auto', '&:focus-visible': { outlineOffset: '-2px' } }}>
      <Box sx={{ maxWidth: 1320, mx: 'auto', p: 3, display: 'grid', gap: 4 }}>
        <Typography component="h1" variant="h1">
          Learning from reads
        </Typography>
        <ReadingQueue />
        <Differences />
        <LabelCounts />
      </Box>
    </Box>
  );
}
