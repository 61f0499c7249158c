import { useQuery } from '@tanstack/react-query';
import type { Job } from '../../../main/domain/job.ts';
import { operations } from '../client/client.ts';
import { newestFirst } from './jobs.ts';

const none: readonly Job[] = [];

/** Newest first, kept up to date by the event stream; `isKnown` once the workstation has said which there are. */
export function useKnownJobs(): { readonly jobs: readonly Job[]; readonly isKnown: boolean } {
  const { data, isFetchedAfterMount } = useQuery(operations.jobs.list.queryOptions({ select: newestFirst }));
  return { jobs: data ?? none, isKnown: isFetchedAfterMount };
}

/** Newest first, kept up to date by the event stream. */
export const useJobs = (): readonly Job[] => useKnownJobs().jobs;
