import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import { Box, Button, CircularProgress, Divider, Popover, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnderWay, type Job } from '../../main/domain/job.ts';
import { operations } from '../shared/client/client.ts';
import { useIsConnected } from '../shared/connection/connection.ts';
import { hasProblems, progressOf } from '../shared/jobs/jobs.ts';
import { useJobs } from '../shared/jobs/use-jobs.ts';
import { JobProgress } from '../shared/jobs/job-progress.tsx';
import { queryClient } from '../shared/client/query-client.ts';
import { t as message } from '../shared/messages/messages.ts';
import { routes, useNavigate } from '../shared/navigation/routes.ts';

/** "2 running, 1 failed"; a failure counts until the tray has been opened. */
function buttonTitle(jobs: readonly Job[], unseen: readonly Job[]): string {
  const running = jobs.filter(({ state }) => state === 'running').length;
  const paused = jobs.filter(({ state }) => state === 'paused').length;
  const parts = [
    ...(running > 0 ? [message('jobs:running', { count: running })] : []),
    ...(paused > 0 ? [message('jobs:paused', { count: paused })] : []),
    ...(unseen.length > 0 ? [message('jobs:withProblems', { count: unseen.length })] : []),
  ];
  return parts.length === 0 ? message('jobs:jobs') : parts.join(', ');
}

/** Everything that takes longer than two seconds; closing a page never stops it. */
export function JobTray() {
  const { t } = useTranslation('jobs');
  const isConnected = useIsConnected();
  const jobs = useJobs();
  const navigate = useNavigate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const clear = useMutation(
    operations.jobs.clear.mutationOptions({
      onSuccess: (left) => queryClient.setQueryData(operations.jobs.list.queryKey(), left),
    }),
  );
  const unseen = jobs.filter((job) => !isUnderWay(job) && hasProblems(job) && !seen.has(job.id));
  // Nothing is said of running jobs while nothing is known of them.
  const first = !isConnected ? undefined : jobs.find(({ state }) => state === 'running');
  const progress = first === undefined ? null : progressOf(first);
  const close = (): void => {
    setAnchor(null);
    setSeen(new Set(jobs.filter((job) => !isUnderWay(job)).map(({ id }) => id)));
  };
  return (
    <>
      <Button
        size="small"
        color="inherit"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        startIcon={
          first !== undefined ? (
            <CircularProgress
              size={14}
              color="inherit"
              variant={progress === null ? 'indeterminate' : 'determinate'}
              value={(progress ?? 0) * 100}
              aria-label={t('progress')}
            />
          ) : (
            unseen.length > 0 && <ErrorOutlined color="error" />
          )
        }
        sx={{
          color: first !== undefined || unseen.length > 0 ? 'text.primary' : 'text.secondary',
          minHeight: 34,
          minWidth: 64,
          whiteSpace: 'nowrap',
        }}
      >
        {isConnected ? buttonTitle(jobs, unseen) : t('jobs')}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': t('jobs'),
            sx: { width: 380, maxHeight: '70vh', mt: 0.5, border: '1px solid', borderColor: 'divider' },
          },
        }}
      >
        <Box sx={{ p: 2, display: 'grid', gap: 1.5 }}>
          {jobs.length === 0 && <Typography color="textSecondary">{t('none')}</Typography>}
          {jobs.map((job) => (
            <JobProgress key={job.id} job={job} onOpen={close} />
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
                    close();
                    navigate(routes.screen);
                  }}
                >
                  {t('screeningResults')}
                </Button>
              )}
              <Button
                size="small"
                disabled={!isConnected || jobs.every(isUnderWay)}
                onClick={() => clear.mutate(undefined)}
              >
                {t('clearFinished')}
              </Button>
            </Box>
          </>
        )}
      </Popover>
    </>
  );
}
