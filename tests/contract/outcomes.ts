/** The ends of calls and of the jobs that they begin, for the tests of every host. */
import { ORPCError } from '@orpc/client';
import type { CodedMessage } from '../../main/domain/messages/coded-message.ts';
import type { Job } from '../../main/domain/job.ts';
import type { Client } from './hosts.ts';

/** Follows the events until the job has ended. */
export async function whenEnded(client: Client, started: () => Promise<Job>): Promise<Job> {
  const stop = new AbortController();
  const events = await client.system.events(undefined, { signal: stop.signal });
  const { id } = await started();
  for await (const event of events) {
    if (event.type === 'job' && event.job.id === id && event.job.state !== 'running') {
      stop.abort();
      return event.job;
    }
  }
  throw new Error('The events ended before the job');
}

/** The fault that a call fails with. @throws what is no fault: no failure at all, or input that does not fit. */
export async function faultOf(call: Promise<unknown>): Promise<CodedMessage> {
  const error: unknown = await call.then(
    () => new Error('The call did not fail'),
    (reason: unknown) => reason,
  );
  const { fault } = (error instanceof ORPCError ? (error.data ?? {}) : {}) as { readonly fault?: CodedMessage };
  if (fault === undefined) throw error;
  return fault;
}

export const faultCodeOf = async (call: Promise<unknown>): Promise<string> => (await faultOf(call)).code;
