import { useQuery } from '@tanstack/react-query';
import type { EvaluationId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';

/** One entry of a run: file, labels, attributes. */
export function useEntryRow(id: EvaluationId, entry: number, label: string) {
  return useQuery(
    operations.evaluation.entries.queryOptions({
      input: { id, filter: { entries: [entry], label }, limit: 1 },
      select: ({ rows }) => rows[0],
    }),
  );
}
