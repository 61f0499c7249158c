import { Box, Button, LinearProgress, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import type { Job } from '../../main/domain/job.ts';
import { operations } from '../client.ts';
import { formatCount, formatDuration } from '../format.ts';
import { progressOf, summaryOf } from '../hooks/jobs.ts';

function stateLine(job: Job): string {
  if (job.state === 'failed') return job.error ?? 'It failed.';
  if (job.state === 'cancelled') return `Cancelled after ${summaryOf(job)}`;
  if (job.state === 'done') return summaryOf(job);
  if (job.total === null) return 'Looking for files';
  const rate = job.rate === null ? '' : ` · ${job.rate.toFixed(1)} files/s`;
  const left = job.secondsLeft === null ? '' : ` · ${formatDuration(job.secondsLeft)} left`;
  return `${formatCount(job.done)} of ${formatCount(job.total)}${rate}${left}`;
}

/** Name, bar, rate, time left and cancel of one job. */
export function JobProgress({ job }: { readonly job: Job }) {
  const cancel = useMutation(operations.jobs.cancel.mutationOptions());
  const progress = progressOf(job);
  const isRunning = job.state === 'running';
  return (
    <Box sx={{ display: 'grid', gap: 0.75 }} data-testid="job" data-state={job.state}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 36 }}>
        <Typography
          sx={{
            flex: 1,
            minWidth: 0,
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
            fontWeight: 500,
          }}
        >
          {job.title}
        </Typography>
        {isRunning && (
          <Button
            size="small"
            variant="outlined"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ jobId: job.id })}
          >
            Cancel
          </Button>
        )}
      </Box>
      {isRunning && (
        <LinearProgress
          aria-label={`Progress of ${job.title}`}
          color="inherit"
          variant={progress === null ? 'indeterminate' : 'determinate'}
          value={(progress ?? 0) * 100}
          sx={{ height: 6, borderRadius: 1 }}
        />
      )}
      <Typography variant="body2" color="textSecondary">
        {stateLine(job)}
      </Typography>
    </Box>
  );
}
