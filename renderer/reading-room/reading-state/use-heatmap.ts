import { useQuery } from '@tanstack/react-query';
import { operations } from '../../shared/client/client.ts';
import { useMethods } from '../../shared/heatmaps/use-methods.ts';
import { isHeatmapVisible, type ReadingState } from './reading-state.ts';
import type { ModelFinding, StudyImage } from './model-findings.ts';

/** The heatmap of a modelFinding, asked for while it is to be seen; nothing for that of another version of the model. */
export function useHeatmap(
  modelFinding: ModelFinding | null,
  { instance, frameIndex }: StudyImage,
  state: ReadingState,
) {
  // The installed model's map does not belong beside the number of another.
  const finding = modelFinding?.isCurrent === true ? modelFinding.finding : null;
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
