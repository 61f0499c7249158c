import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { WorklistResult } from '../../../main/domain/studies/worklist.ts';
import type { WorklistRow } from '../../../main/domain/studies/study.ts';
import { operations } from '../../shared/client/client.ts';
import { pageSize, queryOf, type WorklistState } from './worklist-state.ts';

export interface WorklistRows {
  readonly total: number;
  readonly counts: WorklistResult['counts'] | undefined;
  /** Undefined while its page is on the way. */
  rowAt(index: number): WorklistRow | undefined;
  readonly isLoading: boolean;
  /** The rows are still those of the search, filter or order before. */
  readonly isOutdated: boolean;
  readonly error: Error | null;
  retry(): void;
}

/** The list by pages: the first always, and those that the visible range touches. */
export function useWorklistRows(
  state: WorklistState,
  visible: { readonly first: number; readonly last: number },
): WorklistRows {
  const head = useQuery(
    operations.worklist.query.queryOptions({ input: queryOf(state, 0), placeholderData: keepPreviousData }),
  );
  const from = Math.max(1, Math.floor(visible.first / pageSize));
  const to = Math.floor(visible.last / pageSize);
  const pages = Array.from({ length: Math.max(0, to - from + 1) }, (_, offset) => from + offset);
  const others = useQueries({
    queries: pages.map((page) => operations.worklist.query.queryOptions({ input: queryOf(state, page) })),
  });
  return {
    total: head.data?.total ?? 0,
    counts: head.data?.counts,
    rowAt(index) {
      const page = Math.floor(index / pageSize);
      const answer = page === 0 ? head.data : others[page - from]?.data;
      return answer?.rows[index % pageSize];
    },
    isLoading: head.isPending,
    isOutdated: head.isPlaceholderData,
    error: head.error,
    retry: () => void head.refetch(),
  };
}
