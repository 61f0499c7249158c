import { markSentence } from '../../../contract/messages/saliency-sentences.ts';
import { markOf } from '../../../domain/saliency-checks/saliency-check.ts';
import { heatmapMethodTexts, type HeatmapMethod } from '../../../domain/heatmaps/heatmap-method.ts';
import type { InstalledModel } from '../../../services/models/installed-models.ts';
import type { Workstation } from '../../../services/composition/workstation.ts';

/** A sentence for each model whose heatmaps by this method (its usual one where none is named) failed their saliency check, or had none. */
export async function saliencyWarnings(
  { saliencyChecks, heatmapMethods }: Pick<Workstation, 'saliencyChecks' | 'heatmapMethods'>,
  models: readonly InstalledModel[],
  method: HeatmapMethod | undefined,
): Promise<string[]> {
  const warnings = await Promise.all(
    models.map(async (model) => {
      const choice = await heatmapMethods(model.card.id);
      if (!choice.ok) return null;
      const wanted = method ?? choice.value.usual;
      const used = choice.value.methods.includes(wanted) ? wanted : 'occlusion';
      const mark = markOf(await saliencyChecks.ofModel(model), used);
      const maps = `${heatmapMethodTexts[used].title} heatmaps of ${model.card.id}`;
      if (mark.kind === 'notChecked') return `The ${maps} were not checked: overread saliency-check does that.`;
      const sentence = markSentence(mark);
      return sentence === null ? null : `Warning: the ${maps} failed their saliency check. ${sentence}`;
    }),
  );
  return warnings.filter((warning) => warning !== null);
}
