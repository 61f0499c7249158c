import { Box, Typography } from '@mui/material';
import { useJobs } from '../hooks/use-jobs.ts';
import { JobCard } from './job-card.tsx';
import { LatestResults } from './latest-results.tsx';
import { StartCard } from './start-card.tsx';

/** Choose what to screen, then watch it: counters, results, and what was refused. */
export function ScreenPage() {
  const jobs = useJobs();
  return (
    <Box sx={{ height: '100%', overflowY: 'auto' }}>
      <Box sx={{ maxWidth: 1120, mx: 'auto', p: 3, display: 'grid', gap: 2.5 }}>
        <Typography component="h1" variant="h1">
          Screen
        </Typography>
        <StartCard />
        {jobs.map((job) => (
          <JobCard key={job.id} job={job} />
        ))}
        <LatestResults />
      </Box>
    </Box>
  );
}
