import { useQuery } from '@tanstack/react-query';
import { client } from '../client/client.ts';
import { queryClient } from '../client/query-client.ts';
import type { DatasetId, InstanceId } from '../../../main/domain/ids.ts';

const kind = 'thumbnail-url';

// An object URL keeps its picture in memory until it is revoked: it lives exactly as long as its cache entry.
queryClient.getQueryCache().subscribe((event) => {
  const { queryKey, state } = event.query;
  if (event.type === 'removed' && queryKey[0] === kind && typeof state.data === 'string')
    URL.revokeObjectURL(state.data);
});

export interface ThumbnailPicture {
  /** An address for an <img>, once it is there. */
  readonly url: string | undefined;
  readonly isMissing: boolean;
}

function usePicture(of: readonly (string | number)[], get: (signal: AbortSignal) => Promise<Blob>): ThumbnailPicture {
  const { data, isError } = useQuery({
    queryKey: [kind, ...of],
    queryFn: async ({ signal }) => URL.createObjectURL(await get(signal)),
    gcTime: 5 * 60_000,
  });
  return { url: data, isMissing: isError };
}

/** The thumbnail of an image in the casebook. */
export const useThumbnail = (instanceId: InstanceId): ThumbnailPicture =>
  usePicture(['instance', instanceId], (signal) => client.images.thumbnail({ instanceId }, { signal }));

/** The thumbnail of an image in a registered dataset. */
export const useEntryThumbnail = (dataset: DatasetId, index: number): ThumbnailPicture =>
  usePicture(['entry', dataset, index], (signal) => client.datasets.thumbnail({ dataset, index }, { signal }));
