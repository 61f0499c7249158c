import { useQuery } from '@tanstack/react-query';
import type { HeatmapMethod } from '../../../main/domain/heatmaps/heatmap-method.ts';
import type { ModelId } from '../../../main/domain/ids.ts';
import { operations } from '../client/client.ts';

/** The methods to choose from for the model in question, and the one in use. */
export interface MethodChoice {
  /** Empty until the model has said what it allows. */
  readonly methods: readonly HeatmapMethod[];
  readonly chosen: HeatmapMethod | null;
}

/** The methods of a model, and which of them a wish comes to. */
export function useMethods(model: ModelId | null, wanted: HeatmapMethod | null): MethodChoice {
  const { data } = useQuery({
    ...operations.models.heatmapMethods.queryOptions({ input: model === null ? (undefined as never) : { model } }),
    enabled: model !== null,
    staleTime: Infinity,
  });
  if (data === undefined) return { methods: [], chosen: null };
  const { methods, usual } = data;
  const chosen = wanted !== null && methods.includes(wanted) ? wanted : methods.includes(usual) ? usual : 'occlusion';
  return { methods, chosen };
}
