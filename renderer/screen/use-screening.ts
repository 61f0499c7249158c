import { useMutation } from '@tanstack/react-query';
import type { Job } from '../../main/domain/job.ts';
import type { ModelId } from '../../main/domain/ids.ts';
import { bridge, client, operations } from '../client.ts';
import { withJob } from '../hooks/jobs.ts';
import { queryClient } from '../query-client.ts';
import { batchesOf, filesOf, filesPerCall } from './dropped-files.ts';

/** What to screen: paths on the machine that runs Overread, or files that this page has in hand. */
export interface Selection {
  readonly paths: readonly string[];
  readonly files: readonly File[];
}

export const nothingSelected: Selection = { paths: [], files: [] };

/** Of a drop or a file field: in Electron where the files lie, elsewhere the files themselves. */
export function selectionOf(files: readonly File[]): Selection {
  return bridge === undefined ? { paths: [], files } : { paths: bridge.pathsOf(files), files: [] };
}

export async function selectionOfDrop(dropped: DataTransfer): Promise<Selection> {
  return bridge === undefined ? { paths: [], files: await filesOf(dropped) } : selectionOf([...dropped.files]);
}

export interface ScreeningRequest {
  readonly selection: Selection;
  /** All installed ones when absent. */
  readonly models?: readonly ModelId[];
}

async function start({ selection: { paths, files }, models }: ScreeningRequest): Promise<readonly Job[]> {
  const chosen = models === undefined ? {} : { models: [...models] };
  const jobs: Job[] = [];
  if (paths.length > 0) jobs.push(await client.screening.start({ paths: [...paths], ...chosen }));
  for (const batch of batchesOf(files, filesPerCall))
    jobs.push(await client.screening.upload({ files: [...batch], ...chosen }));
  return jobs;
}

/** Starts jobs, which go on in the tray whatever page is open. */
export function useScreening() {
  return useMutation({
    mutationFn: start,
    onSuccess: (started) =>
      queryClient.setQueryData(operations.jobs.list.queryKey(), (jobs: readonly Job[] = []) =>
        started.reduce(keepNewer, jobs),
      ),
  });
}

/** The event stream may have told more of the job by now than the call's own answer. */
function keepNewer(jobs: readonly Job[], job: Job): readonly Job[] {
  return jobs.some(({ id }) => id === job.id) ? jobs : withJob(jobs, job);
}
