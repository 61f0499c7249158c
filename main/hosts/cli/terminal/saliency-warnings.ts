import type { ContractClient } from '../../../contract/contract.ts';
import { t } from '../../../contract/messages/messages.ts';
import { markSentence } from '../../../contract/messages/saliency-sentences.ts';
import type { HeatmapMethod } from '../../../domain/heatmaps/heatmap-method.ts';
import type { ModelId } from '../../../domain/ids.ts';
import { markOf } from '../../../domain/saliency-checks/saliency-check.ts';

/**
 * A sentence for each model whose heatmaps by this method (its usual one where none is named) failed their saliency
 * check, or had none.
 */
export async function saliencyWarnings(
  client: ContractClient,
  models: readonly { readonly id: ModelId }[],
  method: HeatmapMethod | undefined,
): Promise<string[]> {
  const listed = await client.saliencyChecks.list();
  const warnings = await Promise.all(
    models.map(async ({ id }) => {
      const { methods, usual } = await client.models.heatmapMethods({ model: id });
      const wanted = method ?? usual;
      const used = methods.includes(wanted) ? wanted : 'occlusion';
      const mark = markOf(listed.find(({ model }) => model === id)?.checks ?? [], used);
      const maps = `${t(`heatmapMethods:${used}.title`)} heatmaps of ${id}`;
      if (mark.kind === 'notChecked') return `The ${maps} were not checked: overread saliency-check does that.`;
      const sentence = markSentence(mark);
      return sentence === null ? null : `Warning: the ${maps} failed their saliency check. ${sentence}`;
    }),
  );
  return warnings.filter((warning) => warning !== null);
}
