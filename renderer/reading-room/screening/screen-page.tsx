import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { useJobs } from '../../shared/jobs/use-jobs.ts';
import { JobCard } from './job-card.tsx';
import { LatestResults } from './latest-results.tsx';
import { ProblemList } from './problem-list.tsx';
import { StartCard } from './start-card.tsx';
import type { Screening } from './use-screening.ts';

/** Choose what to screen, then watch it: counters, results, and what was refused. */
export function ScreenPage({ screening }: { readonly screening: Screening }) {
  const { t } = useTranslation('screening');
  const [newest, ...older] = useJobs();
  return (
    <Box tabIndex={0} sx={{ height: '100%', overflowY: 'auto', '&:focus-visible': { outlineOffset: '-2px' } }}>
      <Box sx={{ maxWidth: 1120, mx: 'auto', p: 3, display: 'grid', gap: 2.5 }}>
        <Typography component="h1" variant="h1">
          {t('screen')}
        </Typography>
        <StartCard screening={screening} />
        {newest !== undefined && <JobCard job={newest} />}
        <LatestResults />
        {newest !== undefined && <ProblemList job={newest} />}
        {older.map((job) => (
          <Box key={job.id} sx={{ display: 'grid', gap: 1.5 }}>
            <JobCard job={job} />
            <ProblemList job={job} />
          </Box>
        ))}
      </Box>
    </Box>
  );
}
