import { useQuery } from '@tanstack/react-query';
import type { HeatmapMethod } from '../../../main/domain/heatmaps/heatmap-method.ts';
import type { DatasetId, ModelId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';

interface EntryHeatmapQuestion {
  readonly dataset: DatasetId;
  readonly entry: number;
  readonly model: ModelId;
  readonly label: string;
  /** Null for the model's usual one. */
  readonly method: HeatmapMethod | null;
  readonly isWanted: boolean;
}

/** Where the installed model looks in an image of a dataset, while it is to be seen. */
export function useEntryHeatmap({ isWanted, method, ...input }: EntryHeatmapQuestion) {
  return useQuery({
    ...operations.evaluation.explainEntry.queryOptions({ input: { ...input, ...(method === null ? {} : { method }) } }),
    enabled: isWanted,
  });
}
