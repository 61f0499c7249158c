import { Box, Button, LinearProgress, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isUnderWay, type Job } from '../../../main/domain/job.ts';
import { operations } from '../client/client.ts';
import { useIsConnected } from '../connection/connection.ts';
import { progressOf, stateLineOf, titleOfJob } from './jobs.ts';
import { useNavigate } from '../navigation/routes.ts';

/** Name, bar, rate, time left of one job, with what can be done about it and where its result is. */
export function JobProgress({ job, onOpen }: { readonly job: Job; readonly onOpen?: () => void }) {
  const { t } = useTranslation('jobs');
  const isConnected = useIsConnected();
  const progress = progressOf(job);
  return (
    <Box
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.75 }}
      data-testid="job"
      data-state={job.state}
    >
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
          {titleOfJob(job)}
        </Typography>
        <JobButtons job={job} onOpen={onOpen} />
      </Box>
      {isUnderWay(job) && isConnected && (
        <LinearProgress
          aria-label={t('progressOf', { title: titleOfJob(job) })}
          color="inherit"
          variant={progress === null && job.state === 'running' ? 'indeterminate' : 'determinate'}
          value={(progress ?? 0) * 100}
          sx={{ height: 6, borderRadius: 1 }}
        />
      )}
      <Typography variant="body2" color="textSecondary">
        {isUnderWay(job) && !isConnected ? t('unknown') : stateLineOf(job)}
      </Typography>
    </Box>
  );
}

interface JobButtonsProps {
  readonly job: Job;
  readonly onOpen: (() => void) | undefined;
}

function JobButtons({ job, onOpen }: JobButtonsProps) {
  const { t } = useTranslation(['jobs', 'common']);
  const isConnected = useIsConnected();
  const cancel = useMutation(operations.jobs.cancel.mutationOptions());
  const pause = useMutation(operations.jobs.pause.mutationOptions());
  const resume = useMutation(operations.jobs.resume.mutationOptions());
  const navigate = useNavigate();
  const { id: jobId, state, link } = job;
  return (
    <>
      {state === 'running' && job.canPause && (
        <Button
          size="small"
          variant="outlined"
          disabled={!isConnected}
          loading={pause.isPending}
          onClick={() => pause.mutate({ jobId })}
        >
          {t('pause')}
        </Button>
      )}
      {state === 'paused' && (
        <Button
          size="small"
          variant="outlined"
          disabled={!isConnected}
          loading={resume.isPending}
          onClick={() => resume.mutate({ jobId })}
        >
          {t('resume')}
        </Button>
      )}
      {isUnderWay(job) && (
        <Button
          size="small"
          variant="outlined"
          disabled={!isConnected}
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ jobId })}
        >
          {t('common:cancel')}
        </Button>
      )}
      {link !== null && (
        <Button
          size="small"
          onClick={() => {
            onOpen?.();
            navigate(link);
          }}
        >
          {t('common:show')}
        </Button>
      )}
    </>
  );
}
