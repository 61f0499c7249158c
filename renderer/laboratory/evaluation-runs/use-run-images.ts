import { useQuery } from '@tanstack/react-query';
import type { EvaluatedDataset } from '../../../main/contract/evaluation-report.ts';
import type { DatasetId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { t } from '../../shared/messages/messages.ts';

export interface RunImages {
  /** Null where the images can't be shown as those of this run. */
  readonly dataset: DatasetId | null;
  /** Why they can't; else null. */
  readonly reason: string | null;
}

/** Entries are numbered within one state of a dataset: of another state they would be the wrong images. */
export function useRunImages({ id, fingerprint }: EvaluatedDataset): RunImages {
  const { data } = useQuery(operations.datasets.list.queryOptions());
  if (data === undefined) return { dataset: null, reason: null };
  const registered = data.find((one) => one.id === id);
  if (registered === undefined)
    return {
      dataset: null,
      reason: t('runs:datasetGone'),
    };
  if (registered.fingerprint !== null && registered.fingerprint !== fingerprint)
    return {
      dataset: null,
      reason: t('runs:datasetChanged'),
    };
  return { dataset: registered.id, reason: null };
}
