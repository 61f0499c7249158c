import type { DatasetId } from '../../../../main/domain/ids.ts';
import { isUnderWay, type Job } from '../../../../main/domain/job.ts';
import { useJobs } from '../../../shared/jobs/use-jobs.ts';
import { routes } from '../../../shared/navigation/routes.ts';

const isOf =
  (id: DatasetId) =>
  ({ kind, link }: Job): boolean =>
    kind === 'audit' && link === `${routes.data}/${id}`;

/** The audit that is under way for this dataset. */
export function useAuditJob(id: DatasetId): Job | undefined {
  return useJobs().find((job) => isOf(id)(job) && isUnderWay(job));
}

/** The latest one, where it has failed. */
export function useFailedAudit(id: DatasetId): Job | undefined {
  const latest = useJobs().find(isOf(id));
  return latest?.state === 'failed' ? latest : undefined;
}
