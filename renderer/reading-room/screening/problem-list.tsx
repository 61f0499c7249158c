import { Box, Typography } from '@mui/material';
import type { FileOutcome, Job } from '../../../main/domain/job.ts';
import { formatCount } from '../../shared/format/format.ts';

const fileNameOf = (path: string): string => path.split(/[/\\]/).at(-1) ?? path;

function Problem({ problem }: { readonly problem: FileOutcome }) {
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: '64px minmax(120px, 280px) 1fr',
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

/** The files of a screening that could not be scored, with reasons, the latest first. */
export function ProblemList({ job }: { readonly job: Job }) {
  if (job.problems.length === 0) return null;
  const leftOut = job.refused + job.failed - job.problems.length;
  return (
    <Box component="section" aria-label={`Not scored in ${job.title}`}>
      <Typography component="h2" variant="h3" sx={{ mb: 0.75 }}>
        Not scored
      </Typography>
      <Box
        component="ul"
        aria-label="Files that were not scored"
        tabIndex={0}
        sx={{ m: 0, p: 0, listStyle: 'none', maxHeight: 240, overflowY: 'auto' }}
      >
        {job.problems.toReversed().map((problem) => (
          <Problem key={problem.path} problem={problem} />
        ))}
      </Box>
      {leftOut > 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 0.75 }}>
          These are the first {formatCount(job.problems.length)}; {formatCount(leftOut)} more are not listed.
        </Typography>
      )}
    </Box>
  );
}
