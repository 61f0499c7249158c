import Close from '@mui/icons-material/Close';
import { Box, Button, IconButton, Paper, Portal } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import type { Job } from '../../main/domain/job.ts';
import { summaryOf } from '../hooks/jobs.ts';
import { useJobs } from '../hooks/use-jobs.ts';
import { FaultNotice } from '../parts/fault-notice.tsx';
import { routes, useNavigate } from '../routes.ts';

const shownForMs = 8000;

/** The job that ended last, until it has been seen; a failed one stays. */
function useEndedJob(): { readonly job: Job | null; readonly dismiss: () => void } {
  const jobs = useJobs();
  const running = useRef<ReadonlySet<string>>(new Set());
  const [ended, setEnded] = useState<Job | null>(null);
  useEffect(() => {
    const justEnded = jobs.find(({ id, state }) => running.current.has(id) && (state === 'done' || state === 'failed'));
    if (justEnded !== undefined) setEnded(justEnded);
    running.current = new Set(jobs.filter(({ state }) => state === 'running').map(({ id }) => id));
  }, [jobs]);
  useEffect(() => {
    if (ended?.state !== 'done') return undefined;
    const timer = setTimeout(() => setEnded(null), shownForMs);
    return () => clearTimeout(timer);
  }, [ended]);
  return { job: ended, dismiss: () => setEnded(null) };
}

interface NoticesProps {
  /** The page that is open shows its own jobs. */
  readonly isOnScreenPage: boolean;
  readonly error: Error | null;
  readonly onErrorRead: () => void;
}

/** What happened without anyone doing it just now; errors stay until they are read. */
export function Notices({ isOnScreenPage, error, onErrorRead }: NoticesProps) {
  const { job, dismiss } = useEndedJob();
  const navigate = useNavigate();
  const isJobShown = job !== null && !isOnScreenPage;
  if (!isJobShown && error === null) return null;
  return (
    <Portal>
      <Box
        sx={{
          position: 'fixed',
          left: '50%',
          bottom: 72,
          transform: 'translateX(-50%)',
          zIndex: 'snackbar',
          display: 'grid',
          gap: 1,
        }}
      >
        {error !== null && (
          <Box sx={{ display: 'flex', alignItems: 'start', gap: 1 }}>
            <FaultNotice error={error} />
            <IconButton aria-label="Close" onClick={onErrorRead}>
              <Close fontSize="small" />
            </IconButton>
          </Box>
        )}
        {isJobShown && (
          <Paper
            role="status"
            variant="outlined"
            sx={{ display: 'flex', alignItems: 'center', gap: 2, pl: 2, pr: 1, py: 0.75 }}
          >
            <Box sx={{ maxWidth: 360 }}>
              <Box sx={{ fontWeight: 500, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
                {job.title}
              </Box>
              <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{job.error ?? summaryOf(job)}</Box>
            </Box>
            <Button
              size="small"
              onClick={() => {
                dismiss();
                navigate(routes.screen);
              }}
            >
              Show
            </Button>
            <IconButton aria-label="Close" onClick={dismiss}>
              <Close fontSize="small" />
            </IconButton>
          </Paper>
        )}
      </Box>
    </Portal>
  );
}
