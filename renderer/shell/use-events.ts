import { useEffect } from 'react';
import type { WorkstationEvent } from '../../main/contract/contract.ts';
import type { Job } from '../../main/domain/job.ts';
import { client, operations } from '../shared/client/client.ts';
import { queryClient } from '../shared/client/query-client.ts';
import { applyProgress, askAgain } from '../laboratory/training/training-news.ts';
import { withJob } from '../shared/jobs/jobs.ts';
import { listenToEvents } from './listen-to-events.ts';

/** While a folder is screened the worklist changes many times a second; asking again once is enough. */
const worklistPauseMs = 1000;

let worklistTimer: ReturnType<typeof setTimeout> | undefined;

function refreshWorklistSoon(): void {
  worklistTimer ??= setTimeout(() => {
    worklistTimer = undefined;
    void queryClient.invalidateQueries({ queryKey: operations.worklist.key() });
    void queryClient.invalidateQueries({ queryKey: operations.screening.key() });
    void queryClient.invalidateQueries({ queryKey: operations.learning.key() });
  }, worklistPauseMs);
}

function apply(event: WorkstationEvent): void {
  switch (event.type) {
    case 'alive':
      break;
    case 'job':
      queryClient.setQueryData(operations.jobs.list.queryKey(), (jobs: readonly Job[] = []) =>
        withJob(jobs, event.job),
      );
      break;
    case 'worklistChanged':
      refreshWorklistSoon();
      break;
    case 'studyChanged':
      void queryClient.invalidateQueries({ queryKey: operations.studies.key({ input: { studyId: event.studyId } }) });
      void queryClient.invalidateQueries({ queryKey: operations.patients.key() });
      refreshWorklistSoon();
      break;
    case 'datasetChanged':
      void queryClient.invalidateQueries({ queryKey: operations.datasets.key() });
      break;
    case 'evaluationsChanged':
      void queryClient.invalidateQueries({ queryKey: operations.evaluation.list.key() });
      break;
    case 'modelsChanged':
      void queryClient.invalidateQueries({ queryKey: operations.models.key() });
      void queryClient.invalidateQueries({ queryKey: operations.registry.key() });
      break;
    case 'saliencyChecksChanged':
      void queryClient.invalidateQueries({ queryKey: operations.saliencyChecks.key() });
      break;
    case 'trainingChanged':
      askAgain(event.training);
      break;
    case 'trainingProgress':
      applyProgress(event.progress);
      break;
    case 'providerChanged':
      void queryClient.invalidateQueries({ queryKey: operations.system.status.key() });
      break;
  }
}

/** Keeps everything on screen as new as the casebook, and the page aware of whether the workstation answers. */
export function useEvents(): void {
  useEffect(() => {
    const stop = new AbortController();
    void listenToEvents(
      {
        open: (signal) => client.system.events(undefined, { signal }),
        onEvent: apply,
        onReturn: () => void queryClient.invalidateQueries(),
      },
      stop.signal,
    );
    return () => stop.abort();
  }, []);
}
