import type { EntryFilter } from '../../../main/contract/evaluation-request.ts';
import type { EntryRow } from '../../../main/contract/evaluation.ts';
import type { EvaluationId } from '../../../main/domain/ids.ts';
import { client } from '../../shared/client/client.ts';

const pageSize = 500;

/** Every measured image that the filter lets through, page by page. */
export async function allRows(
  id: EvaluationId,
  filter: Partial<EntryFilter> = {},
  signal?: AbortSignal,
): Promise<readonly EntryRow[]> {
  const rows: EntryRow[] = [];
  for (let total = 1; rows.length < total;) {
    const page = await client.evaluation.entries(
      { id, filter, offset: rows.length, limit: pageSize },
      signal && { signal },
    );
    total = page.total;
    rows.push(...page.rows);
    if (page.rows.length === 0) break;
  }
  return rows;
}
