import { useQuery } from '@tanstack/react-query';
import type { Job } from '../../../main/domain/job.ts';
import { operations } from '../client/client.ts';
import { newestFirst } from './jobs.ts';

const none: readonly Job[] = [];

/** Newest first, kept up to date by the event stream. */
export function useJobs(): readonly Job[] {
  return useQuery(operations.jobs.list.queryOptions({ select: newestFirst })).data ?? none;
}
