/** A job of the workstation, shown as a progress bar until it has ended. */
import type { ContractClient, WorkstationEvent } from '../../../contract/contract.ts';
import type { JobId } from '../../../domain/ids.ts';
import { isUnderWay, type Job } from '../../../domain/job.ts';
import { CommandFault } from './command-line.ts';
import { sentenceOf } from './messages.ts';
import { formatSeconds, type ProgressLine } from './progress.ts';

export interface Following {
  readonly progress: ProgressLine;
  /** Cancels the job when it aborts. */
  readonly signal: AbortSignal;
  /** Gets every event of the workstation meanwhile; the job's own progress is shown when left out. */
  readonly onEvent?: ((event: WorkstationEvent) => Promise<void> | void) | undefined;
}

/**
 * Starts a job and resolves when it is done or cancelled.
 * @throws CommandFault with the reason when it failed; the contract's error when it could not start.
 */
export async function followJob(
  client: ContractClient,
  start: () => Promise<{ readonly id: JobId }>,
  { progress, signal, onEvent }: Following,
): Promise<Job> {
  const leaving = new AbortController();
  const events = await client.system.events(undefined, { signal: leaving.signal });
  const { id } = await start();
  const cancel = (): void => void client.jobs.cancel({ jobId: id });
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  try {
    for await (const event of events) {
      await onEvent?.(event);
      if (event.type !== 'job' || event.job.id !== id) continue;
      if (!isUnderWay(event.job)) return endOf(event.job);
      if (onEvent === undefined) progress.update(event.job.done, event.job.total, textOf(event.job));
    }
    throw new Error('The events ended before the job');
  } finally {
    signal.removeEventListener('abort', cancel);
    leaving.abort();
    progress.stop();
  }
}

function endOf(job: Job): Job {
  if (job.error !== null) throw new CommandFault(sentenceOf(job.error));
  return job;
}

function textOf({ doing, secondsLeft }: Job): string {
  return [doing && sentenceOf(doing), secondsLeft !== null && `${formatSeconds(secondsLeft)} left`]
    .filter(Boolean)
    .join(' · ');
}
