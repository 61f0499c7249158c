import { useQuery } from '@tanstack/react-query';
import type { HeatmapMethod } from '../../main/domain/heatmap-method.ts';
import type { ModelId } from '../../main/domain/ids.ts';
import { operations } from '../client.ts';
import { isHeatmapVisible, type ReadingState } from './reading-state.ts';
import type { Claim, StudyImage } from './second-read.ts';

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

/** The heatmap of a claim, asked for while it is to be seen; nothing for that of another version of the model. */
export function useHeatmap(claim: Claim | null, { instance, frameIndex }: StudyImage, state: ReadingState) {
  // The installed model's map does not belong beside the number of another.
  const finding = claim?.isCurrent === true ? claim.finding : null;
  const choice = useMethods(finding?.model ?? null, state.heatmapMethod);
  // The model's usual one is left to the model, which then says why where it is another.
  const method = choice.chosen === state.heatmapMethod ? choice.chosen : null;
  const input =
    finding === null
      ? (undefined as never)
      : {
          instanceId: instance.id,
          frameIndex,
          model: finding.model,
          label: finding.label,
          ...(method === null ? {} : { method }),
        };
  const explanation = useQuery({
    ...operations.models.explain.queryOptions({ input }),
    enabled: finding !== null && isHeatmapVisible(state) && (state.heatmapMethod === null || choice.chosen !== null),
  });
  return { canExplain: finding !== null, choice, explanation };
}
