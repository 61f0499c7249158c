import { Box, Button, CircularProgress, Divider, Popover, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { isUnderWay } from '../../main/domain/job.ts';
import { operations } from '../shared/client/client.ts';
import { progressOf } from '../shared/jobs/jobs.ts';
import { useJobs } from '../shared/jobs/use-jobs.ts';
import { JobProgress } from '../shared/jobs/job-progress.tsx';
import { queryClient } from '../shared/client/query-client.ts';
import { routes, useNavigate } from '../shared/navigation/routes.ts';

function titleOf(running: number, paused: number): string {
  if (running + paused === 0) return 'Jobs';
  return [...(running > 0 ? [`${running} running`] : []), ...(paused > 0 ? [`${paused} paused`] : [])].join(', ');
}

/** Everything that takes longer than two seconds; closing a page never stops it. */
export function JobTray() {
  const jobs = useJobs();
  const navigate = useNavigate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const clear = useMutation(
    operations.jobs.clear.mutationOptions({
      onSuccess: (left) => queryClient.setQueryData(operations.jobs.list.queryKey(), left),
    }),
  );
  const running = jobs.filter(({ state }) => state === 'running');
  const paused = jobs.filter(({ state }) => state === 'paused');
  const progress = running[0] === undefined ? null : progressOf(running[0]);
  const title = titleOf(running.length, paused.length);
  return (
    <>
      <Button
        size="small"
        color="inherit"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        startIcon={
          running.length > 0 && (
            <CircularProgress
              size={14}
              color="inherit"
              variant={progress === null ? 'indeterminate' : 'determinate'}
              value={(progress ?? 0) * 100}
              aria-label="Progress"
            />
          )
        }
        sx={{ color: running.length > 0 ? 'text.primary' : 'text.secondary', minHeight: 34, minWidth: 64 }}
      >
        {title}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': 'Jobs',
            sx: { width: 380, maxHeight: '70vh', mt: 0.5, border: '1px solid', borderColor: 'divider' },
          },
        }}
      >
        <Box sx={{ p: 2, display: 'grid', gap: 1.5 }}>
          {jobs.length === 0 && (
            <Typography color="textSecondary">
              Nothing runs. What takes longer than a moment, such as screening a folder or training, shows up here.
            </Typography>
          )}
          {jobs.map((job) => (
            <JobProgress key={job.id} job={job} onOpen={() => setAnchor(null)} />
          ))}
        </Box>
        {jobs.length > 0 && (
          <>
            <Divider />
            <Box sx={{ p: 1, display: 'flex', justifyContent: 'end' }}>
              {jobs.some(({ kind }) => kind === 'screen') && (
                <Button
                  size="small"
                  sx={{ mr: 'auto' }}
                  onClick={() => {
                    setAnchor(null);
                    navigate(routes.screen);
                  }}
                >
                  Results and reasons of screening
                </Button>
              )}
              <Button size="small" disabled={jobs.every(isUnderWay)} onClick={() => clear.mutate(undefined)}>
                Clear ended
              </Button>
            </Box>
          </>
        )}
      </Popover>
    </>
  );
}
