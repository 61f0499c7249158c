import { Box, Button, Paper } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../main/domain/job.ts';
import { formatCount } from '../../shared/format/format.ts';
import { titleOfJob } from '../../shared/jobs/jobs.ts';
import { JobProgress } from '../../shared/jobs/job-progress.tsx';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';

function Counter({ count, word }: { readonly count: number; readonly word: string }) {
  return (
    <Box>
      <Box sx={{ fontSize: '1.5rem', fontWeight: 600, lineHeight: 1.2 }}>{formatCount(count)}</Box>
      <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{word}</Box>
    </Box>
  );
}

/** Live counters of one screening. */
export function JobCard({ job }: { readonly job: Job }) {
  const { t } = useTranslation('screening');
  const navigate = useNavigate();
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-label={titleOfJob(job)}
      sx={{ p: 2.5, display: 'grid', gap: 1.5 }}
    >
      <JobProgress job={job} />
      <Box sx={{ display: 'flex', gap: 5, alignItems: 'end' }}>
        <Counter count={job.scored} word={t('scored')} />
        <Counter count={job.refused} word={t('refused')} />
        <Counter count={job.failed} word={t('failed')} />
        {job.ignored > 0 && <Counter count={job.ignored} word={t('notImages')} />}
        <Box sx={{ flex: 1 }} />
        <Button variant="outlined" onClick={() => navigate(routes.worklist)}>
          {t('openWorklist')}
        </Button>
      </Box>
    </Paper>
  );
}
