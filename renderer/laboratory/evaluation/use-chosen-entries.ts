import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { EntryScores } from '../../../main/contract/evaluation.ts';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import type { EvaluationId } from '../../../main/domain/ids.ts';
import { allRows } from '../evaluation-runs/all-rows.ts';
import type { Exploration, Selection } from './exploration.ts';
import { chooseEntries, classPredictions, type FindingEntries } from './finding-entries.ts';

/** Entries of a subgroup; the casebook knows the attributes, the page only scores. */
async function entriesOf(
  id: EvaluationId,
  subgroup: { readonly attribute: string; readonly value: string },
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const rows = await allRows(id, { subgroup }, signal);
  return new Set(rows.map(({ entry }) => entry));
}

function useSubgroup(id: EvaluationId, selection: Selection) {
  const subgroup = selection.kind === 'subgroup' ? { attribute: selection.attribute, value: selection.value } : null;
  return useQuery({
    queryKey: ['subgroup-entries', id, subgroup],
    queryFn: ({ signal }) => entriesOf(id, subgroup!, signal),
    enabled: subgroup !== null,
  });
}

/** Places of the images that the selection holds, in the order to look at them; at once but for subgroups. */
export function useChosenEntries(
  id: EvaluationId,
  report: EvaluationReport,
  scores: EntryScores,
  cases: FindingEntries,
  { selection, threshold }: Exploration,
): { readonly places: readonly number[]; readonly isLoading: boolean; readonly error: Error | null } {
  const labels = report.measures.classes?.labels;
  const classes = useMemo(() => (labels === undefined ? null : classPredictions(scores, labels)), [scores, labels]);
  const { data: subgroup, isLoading, error } = useSubgroup(id, selection);
  const places = useMemo(
    () => chooseEntries(cases, { selection, threshold, classes, subgroup: subgroup ?? null }),
    [cases, selection, threshold, classes, subgroup],
  );
  return { places, isLoading, error };
}
