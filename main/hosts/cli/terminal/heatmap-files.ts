/** The PNGs of `overread screen --heatmaps`. */
import { constants } from 'node:fs';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../../../domain/studies/study.ts';
import type { HeatmapMethod } from '../../../domain/heatmaps/heatmap-method.ts';
import { renderHeatmapPng } from '../../../imaging/raster/render-png.ts';
import type { InstalledModel } from '../../../services/models/installed-models.ts';
import type { ScreenedFile } from '../../../services/screening/screen-files.ts';
import type { Workstation } from '../../../services/composition/workstation.ts';
import { CommandFault, shortPath } from './command-line.ts';
import { sentenceOf } from './fault-messages.ts';

/** Makes the folder, so that a wrong one is known before hours of screening. */
export async function prepareHeatmapFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch {
    throw new CommandFault(`No heatmaps can be written to “${folder}”: choose a folder that you may write to.`);
  }
}

/**
 * Writes what each model looked at: a PNG per file.
 * @param names of the files, by their paths; without an ending.
 * @param options the method, each model's usual one where it is left out; the signal ends a heatmap that takes long.
 */
export function createHeatmapWriter(
  workstation: Workstation,
  models: readonly InstalledModel[],
  folder: string,
  names: ReadonlyMap<string, string>,
  { method, signal }: { readonly method?: HeatmapMethod | undefined; readonly signal: AbortSignal },
) {
  const told = new Set<string>();
  return async ({ path, instanceId, predictions }: ScreenedFile): Promise<void> => {
    if (instanceId === undefined) return;
    for (const { card } of models) {
      const strongest = strongestOf(predictions.filter(({ model }) => model === card.id));
      if (strongest === undefined) continue;
      const where = { instanceId, frameIndex: 0 };
      const [explained, opened] = await Promise.all([
        workstation.explain(where, card.id, { label: strongest.label, method, signal }),
        workstation.images.open(instanceId, 0),
      ]);
      const fault = explained.ok ? (opened.ok ? null : opened.error) : explained.error;
      if (fault !== null) console.error(`No heatmap of ${shortPath(path)}: ${sentenceOf(fault)}`);
      if (!explained.ok || !opened.ok) continue;
      const { fallback } = explained.value.heatmap;
      if (fallback !== null && !told.has(card.id)) console.error(`Heatmaps of ${card.id}: ${fallback}`);
      if (fallback !== null) told.add(card.id);
      const name = `${names.get(path)!}${models.length > 1 ? `.${card.id}` : ''}.png`;
      const picture = await renderHeatmapPng(opened.value.frame, explained.value.heatmap);
      await writeFile(join(folder, name), picture).catch((error: Error) =>
        console.error(`No heatmap of ${shortPath(path)}: the picture can’t be written (${error.message}).`),
      );
    }
  };
}

const strongestOf = (findings: readonly Finding[]): Finding | undefined =>
  findings.toSorted((a, b) => b.probability - a.probability)[0];
