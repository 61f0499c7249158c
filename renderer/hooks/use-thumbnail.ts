import { useQuery } from '@tanstack/react-query';
import { client } from '../client.ts';
import { queryClient } from '../query-client.ts';
import type { InstanceId } from '../../main/domain/ids.ts';

const kind = 'thumbnail-url';

// An object URL keeps its picture in memory until it is revoked: it lives exactly as long as its cache entry.
queryClient.getQueryCache().subscribe((event) => {
  const { queryKey, state } = event.query;
  if (event.type === 'removed' && queryKey[0] === kind && typeof state.data === 'string')
    URL.revokeObjectURL(state.data);
});

/** An address for an <img>, once it is there. */
export function useThumbnail(instanceId: InstanceId): {
  readonly url: string | undefined;
  readonly isMissing: boolean;
} {
  const { data, isError } = useQuery({
    queryKey: [kind, instanceId],
    queryFn: async ({ signal }) => URL.createObjectURL(await client.images.thumbnail({ instanceId }, { signal })),
    gcTime: 5 * 60_000,
  });
  return { url: data, isMissing: isError };
}
