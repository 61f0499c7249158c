import { openThread } from '../../../runtime/threads/open-thread.ts';
import type { MeasureApi } from './measure-worker.ts';

/** In a thread of its own. Rejects with the signal's reason, which ends it, and with what went wrong there: a bug. */
export async function measureInThread<Result>(
  work: (api: MeasureApi) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  signal?.throwIfAborted();
  await using thread = openThread<MeasureApi>('measure-worker');
  return await thread.call(work, signal);
}
