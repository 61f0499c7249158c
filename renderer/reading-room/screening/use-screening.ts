import { useMutation } from '@tanstack/react-query';
import type { Job } from '../../../main/domain/job.ts';
import type { ModelId } from '../../../main/domain/ids.ts';
import { bridge, client, operations } from '../../shared/client/client.ts';
import { withJob } from '../../shared/jobs/jobs.ts';
import { queryClient } from '../../shared/client/query-client.ts';
import { reportFault } from '../../shared/faults/reported-faults.ts';
import { faultOfDrop, filesOf } from './dropped-files.ts';
import { batchesOf, canBeSent, refuseTooLarge } from './upload-batches.ts';

/** The files to screen: paths on the machine that runs Overread, or files that this page has in hand. */
export interface Selection {
  readonly paths: readonly string[];
  readonly files: readonly File[];
}

export const nothingSelected: Selection = { paths: [], files: [] };

/** The selection of a drop or a file field: in Electron the files' paths, elsewhere the files themselves. */
export function selectionOf(files: readonly File[]): Selection {
  return bridge === undefined ? { paths: [], files } : { paths: bridge.pathsOf(files), files: [] };
}

/** The files of a drop that can be read; the rest is reported. */
export async function selectionOfDrop(dropped: DataTransfer): Promise<Selection> {
  if (bridge !== undefined) return selectionOf([...dropped.files]);
  const found = await filesOf(dropped);
  const fault = faultOfDrop(found);
  if (fault !== null) reportFault(new Error(fault));
  return { paths: [], files: found.files };
}

export interface ScreeningRequest {
  readonly selection: Selection;
  /** All installed ones when absent. */
  readonly models?: readonly ModelId[];
}

/** Starts jobs; fails in the end, with the other files on their way, when some were too large to be sent. */
async function start({ selection: { paths, files }, models }: ScreeningRequest): Promise<void> {
  const chosen = models === undefined ? {} : { models: [...models] };
  if (paths.length > 0) showJob(await client.screening.start({ paths: [...paths], ...chosen }));
  for (const batch of batchesOf(files.filter(canBeSent)))
    showJob(await client.screening.upload({ files: [...batch], ...chosen }));
  const refusal = refuseTooLarge(files);
  if (refusal !== null) throw new Error(refusal);
}

function showJob(job: Job): void {
  queryClient.setQueryData(operations.jobs.list.queryKey(), (jobs: readonly Job[] = []) => keepNewer(jobs, job));
}

/** Starts jobs, which go on in the tray whatever page is open; so does the news of a failure. */
export function useScreening() {
  return useMutation({ mutationFn: start, onError: (error) => reportFault(error) });
}

export type ScreeningControls = ReturnType<typeof useScreening>;

/** The event stream may have told more of the job by now than the call's own answer. */
function keepNewer(jobs: readonly Job[], job: Job): readonly Job[] {
  return jobs.some(({ id }) => id === job.id) ? jobs : withJob(jobs, job);
}
