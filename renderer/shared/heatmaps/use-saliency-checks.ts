import { useQuery } from '@tanstack/react-query';
import {
  markOf,
  type SaliencyCheckMark,
  type SaliencyCheck,
} from '../../../main/domain/saliency-checks/saliency-check.ts';
import type { HeatmapMethod } from '../../../main/domain/heatmaps/heatmap-method.ts';
import type { ModelId } from '../../../main/domain/ids.ts';
import { operations } from '../client/client.ts';

/** The reports of a model's heatmaps, newest first; undefined until they are known, and without a model. */
export function useSaliencyChecks(model: ModelId | null): readonly SaliencyCheck[] | undefined {
  const { data } = useQuery(operations.saliencyChecks.list.queryOptions());
  return data?.find((each) => each.model === model)?.checks;
}

/** The mark to show beside a map by this method; null while nothing is known. */
export function useSaliencyCheckMark(model: ModelId | null, method: HeatmapMethod | null): SaliencyCheckMark | null {
  const checks = useSaliencyChecks(model);
  return checks === undefined || method === null ? null : markOf(checks, method);
}
