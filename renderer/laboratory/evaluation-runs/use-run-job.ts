import { useEffect, useState } from 'react';
import type { Job } from '../../../main/domain/job.ts';
import type { JobId } from '../../../main/domain/ids.ts';
import { useJobs } from '../../shared/jobs/use-jobs.ts';
import { useNavigate } from '../../shared/navigation/routes.ts';

/** The job that this form has started; its run opens by itself when it is done and the form is still there. */
export function useRunJob(): { readonly job: Job | undefined; readonly onStarted: (job: Job) => void } {
  const [id, setId] = useState<JobId | null>(null);
  const navigate = useNavigate();
  const job = useJobs().find((one) => one.id === id);
  const link = job?.state === 'done' ? job.link : null;
  useEffect(() => {
    if (link !== null) navigate(link);
  }, [link, navigate]);
  return { job, onStarted: (started) => setId(started.id) };
}
