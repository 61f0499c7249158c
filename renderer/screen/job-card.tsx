import { Box, Button, Paper, Typography } from '@mui/material';
import type { FileOutcome, Job } from '../../main/domain/job.ts';
import { formatCount } from '../format.ts';
import { JobProgress } from '../parts/job-progress.tsx';
import { routes, useNavigate } from '../routes.ts';

function Counter({ count, word }: { readonly count: number; readonly word: string }) {
  return (
    <Box>
      <Box sx={{ fontSize: '1.5rem', fontWeight: 600, lineHeight: 1.2 }}>{formatCount(count)}</Box>
      <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{word}</Box>
    </Box>
  );
}

const fileNameOf = (path: string): string => path.split(/[/\\]/).at(-1) ?? path;

function Problem({ problem }: { readonly problem: FileOutcome }) {
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: '64px minmax(120px, 240px) 1fr',
        gap: 2,
        py: 0.75,
        borderTop: '1px solid',
        borderColor: 'divider',
        fontSize: '0.8125rem',
      }}
    >
      <Box sx={{ color: 'text.secondary' }}>{problem.status === 'refused' ? 'Refused' : 'Failed'}</Box>
      <Box title={problem.path} sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
        {fileNameOf(problem.path)}
      </Box>
      <Box>{problem.reason}</Box>
    </Box>
  );
}

/** Live counters of one screening, and the files it could not score, with reasons. */
export function JobCard({ job }: { readonly job: Job }) {
  const navigate = useNavigate();
  return (
    <Paper variant="outlined" component="section" aria-label={job.title} sx={{ p: 2.5, display: 'grid', gap: 2 }}>
      <JobProgress job={job} />
      <Box sx={{ display: 'flex', gap: 5, alignItems: 'end' }}>
        <Counter count={job.scored} word="scored" />
        <Counter count={job.refused} word="refused" />
        <Counter count={job.failed} word="failed" />
        <Box sx={{ flex: 1 }} />
        <Button variant="outlined" onClick={() => navigate(routes.worklist)}>
          Open worklist
        </Button>
      </Box>
      {job.problems.length > 0 && (
        <Box>
          <Typography component="h3" variant="h3" sx={{ mb: 0.75 }}>
            Not scored
          </Typography>
          <Box
            component="ul"
            aria-label="Files that were not scored"
            tabIndex={0}
            sx={{ m: 0, p: 0, listStyle: 'none', maxHeight: 220, overflowY: 'auto' }}
          >
            {job.problems.toReversed().map((problem) => (
              <Problem key={problem.path} problem={problem} />
            ))}
          </Box>
        </Box>
      )}
    </Paper>
  );
}
