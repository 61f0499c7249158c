import { useQuery } from '@tanstack/react-query';
import type { DatasetId } from '../../../main/domain/ids.ts';
import { client } from '../../shared/client/client.ts';
import { queryClient } from '../../shared/client/query-client.ts';
import { toPicture } from './to-picture.ts';

const optionsOf = (dataset: DatasetId, index: number) => ({
  queryKey: ['case-picture', dataset, index],
  queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
    toPicture(await client.datasets.frame({ dataset, index }, { signal })),
  // A picture is some megabytes: kept for going back and forth, not for the day.
  gcTime: 30_000,
});

/** The image of a dataset's entry, ready to be drawn. */
export const useEntryPicture = (dataset: DatasetId, index: number) => useQuery(optionsOf(dataset, index));

/** So that the next case is there when it is asked for. */
export function prefetchEntry(dataset: DatasetId, index: number): void {
  void queryClient.prefetchQuery(optionsOf(dataset, index));
}
