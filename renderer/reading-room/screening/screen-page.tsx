import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { isUnderWay } from '../../../main/domain/job.ts';
import { useJobs } from '../../shared/jobs/use-jobs.ts';
import { JobCard } from './job-card.tsx';
import { LatestResults } from './latest-results.tsx';
import { Screenings } from './screenings.tsx';
import { StartCard } from './start-card.tsx';
import type { ScreeningControls } from './use-screening.ts';

/** Choose what to screen, then watch it: counters, results, and what was not scored, now and earlier. */
export function ScreenPage({ screening }: { readonly screening: ScreeningControls }) {
  const { t } = useTranslation('screening');
  const jobs = useJobs().filter(({ kind }) => kind === 'screen');
  const running = jobs.filter(isUnderWay);
  // The last one stays in sight once it has ended.
  const shown = running.length > 0 ? running : jobs.slice(0, 1);
  return (
    <Box tabIndex={0} sx={{ height: '100%', overflowY: 'auto', '&:focus-visible': { outlineOffset: '-2px' } }}>
      <Box sx={{ maxWidth: 1120, mx: 'auto', p: 3, display: 'grid', gap: 2.5 }}>
        <Typography component="h1" variant="h1">
          {t('screen')}
        </Typography>
        <StartCard screening={screening} />
        {shown.map((job) => (
          <JobCard key={job.id} job={job} />
        ))}
        <LatestResults />
        <Screenings isRunning={running.length > 0} />
      </Box>
    </Box>
  );
}
