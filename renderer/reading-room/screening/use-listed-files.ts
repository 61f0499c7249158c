import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ListedFile } from '../../../main/domain/studies/screening-record.ts';
import { client, operations } from '../../shared/client/client.ts';
import { queryClient } from '../../shared/client/query-client.ts';

const pageSize = 500;

/** All files that a screening has listed so far. Asked again, it asks only for what came since. */
export function useListedFiles(screeningId: number): UseQueryResult<readonly ListedFile[]> {
  const { queryKey } = operations.screening.files.queryOptions({ input: { screeningId } });
  return useQuery({
    queryKey,
    async queryFn({ signal }) {
      const files = [...(queryClient.getQueryData<readonly ListedFile[]>(queryKey) ?? [])];
      for (;;) {
        const page = await client.screening.files({ screeningId, offset: files.length, limit: pageSize }, { signal });
        files.push(...page);
        if (page.length < pageSize) return files;
      }
    },
  });
}
