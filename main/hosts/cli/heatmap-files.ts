/** The PNGs of `overread screen --heatmaps`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Finding } from '../../domain/casework.ts';
import { renderHeatmapPng } from '../../imaging/render-png.ts';
import type { InstalledModel } from '../../services/model-registry.ts';
import type { ScreenedFile } from '../../services/screening.ts';
import type { Workstation } from '../../services/workstation.ts';
import { shortPath } from './common.ts';

/** Writes what each model looked at: a PNG per file, named after its place below the folder that was given. */
export function createHeatmapWriter(
  workstation: Workstation,
  models: readonly InstalledModel[],
  folder: string,
  given: readonly string[],
) {
  const roots = given.map((path) => resolve(path));
  const nameOf = (path: string): string => {
    const root = roots.find((each) => path !== each && !relative(each, path).startsWith('..')) ?? dirname(path);
    return relative(root, path).replaceAll(/[\\/]/g, '__');
  };
  return async ({ path, instanceId, predictions }: ScreenedFile): Promise<void> => {
    if (instanceId === undefined) return;
    for (const { card } of models) {
      const strongest = strongestOf(predictions.filter(({ model }) => model === card.id));
      if (strongest === undefined) continue;
      const where = { instanceId, frameIndex: 0 };
      const [explained, opened] = await Promise.all([
        workstation.explain(where, card.id, strongest.label),
        workstation.images.open(instanceId, 0),
      ]);
      const fault = explained.ok ? (opened.ok ? null : opened.error) : explained.error;
      if (fault !== null) console.error(`No heatmap of ${shortPath(path)}: ${fault.userMessage}`);
      if (!explained.ok || !opened.ok) continue;
      const suffix = models.length > 1 ? `.${card.id}.png` : '.png';
      await mkdir(folder, { recursive: true });
      await writeFile(
        join(folder, `${nameOf(path)}${suffix}`),
        await renderHeatmapPng(opened.value.frame, explained.value.heatmap),
      );
    }
  };
}

const strongestOf = (findings: readonly Finding[]): Finding | undefined =>
  findings.toSorted((a, b) => b.probability - a.probability)[0];
