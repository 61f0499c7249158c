import Close from '@mui/icons-material/Close';
import { Box, Button, IconButton, Paper, Portal } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnderWay, type Job } from '../../main/domain/job.ts';
import { dismissFault, useFaults } from '../shared/faults/reported-faults.ts';
import { hasProblems, stateLineOf, titleOfJob, withEnded } from '../shared/jobs/jobs.ts';
import { useKnownJobs } from '../shared/jobs/use-jobs.ts';
import { messageSentence } from '../shared/faults/fault-text.ts';
import { FaultNotice } from '../shared/faults/fault-notice.tsx';
import { routes, useNavigate } from '../shared/navigation/routes.ts';

const shownForMs = 8000;

/** The page that is open shows its own jobs, and what they made. */
const isShownBy = (location: string, { kind, state, link }: Job): boolean =>
  kind === 'screen' ? location === routes.screen : state !== 'failed' && link === location;

/** The job that was done last, for a while; and those that failed, until they have been read. */
function useEndedJobs(location: string): { readonly ended: readonly Job[]; readonly dismiss: (job: Job) => void } {
  const { jobs, isKnown } = useKnownJobs();
  /** Not the jobs that had ended before the page was opened. */
  const told = useRef<ReadonlySet<string> | null>(null);
  const [ended, setEnded] = useState<readonly Job[]>([]);
  useEffect(() => {
    if (!isKnown) return;
    const over = jobs.filter((job) => !isUnderWay(job));
    const isNews = (job: Job): boolean => told.current?.has(job.id) === false && !isShownBy(location, job);
    const justEnded = told.current === null ? [] : over.filter(isNews);
    if (justEnded.length > 0) setEnded((shown) => withEnded(shown, justEnded));
    told.current = new Set(over.map(({ id }) => id));
  }, [jobs, isKnown, location]);
  const done = ended.find((job) => job.state === 'done' && !hasProblems(job));
  useEffect(() => {
    if (done === undefined) return undefined;
    const timer = setTimeout(() => setEnded((told) => told.filter((job) => job !== done)), shownForMs);
    return () => clearTimeout(timer);
  }, [done]);
  return { ended, dismiss: (read) => setEnded((told) => told.filter((job) => job !== read)) };
}

/** Jobs that ended and errors, over whatever page is open; errors stay until they are read. */
export function Notices({ location }: { readonly location: string }) {
  const { t } = useTranslation();
  const faults = useFaults();
  const { ended, dismiss } = useEndedJobs(location);
  const told = ended.filter((job) => !isShownBy(location, job));
  if (told.length === 0 && faults.length === 0) return null;
  return (
    <Portal>
      <Box
        sx={{
          position: 'fixed',
          left: '50%',
          bottom: 72,
          transform: 'translateX(-50%)',
          // Below dialogs: a notice must not lie over the buttons that somebody is about to press.
          zIndex: ({ zIndex }) => zIndex.modal - 1,
          display: 'grid',
          gap: 1,
          maxHeight: '60vh',
          overflowY: 'auto',
        }}
      >
        {faults.map(({ id, about, error }) => (
          <Box key={id} sx={{ display: 'flex', alignItems: 'start', gap: 1 }}>
            <FaultNotice error={error} about={about} />
            <IconButton aria-label={t('close')} onClick={() => dismissFault(id)}>
              <Close fontSize="small" />
            </IconButton>
          </Box>
        ))}
        {told.map((job) => (
          <JobNotice key={job.id} job={job} onRead={() => dismiss(job)} />
        ))}
      </Box>
    </Portal>
  );
}

function JobNotice({ job, onRead }: { readonly job: Job; readonly onRead: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const route = job.kind === 'screen' ? routes.screen : job.link;
  return (
    <Paper
      role={hasProblems(job) ? 'alert' : 'status'}
      variant="outlined"
      sx={{ display: 'flex', alignItems: 'center', gap: 2, pl: 2, pr: 1, py: 0.75 }}
    >
      <Box sx={{ maxWidth: 360 }}>
        <Box sx={{ fontWeight: 500, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {titleOfJob(job)}
        </Box>
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{stateLineOf(job)}</Box>
        {job.firstFailed !== null && <Box sx={{ fontSize: '0.8125rem' }}>{messageSentence(job.firstFailed.fault)}</Box>}
      </Box>
      {route !== null && (
        <Button
          size="small"
          onClick={() => {
            onRead();
            navigate(route);
          }}
        >
          {t('show')}
        </Button>
      )}
      <IconButton aria-label={t('close')} onClick={onRead}>
        <Close fontSize="small" />
      </IconButton>
    </Paper>
  );
}
