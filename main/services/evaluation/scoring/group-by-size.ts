import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstalledModel } from '../../models/installed-models.ts';

/** The most bytes of models that are open at once; the engine needs a few times as much for what goes through them. */
const MOST_BYTES = 300e6;

/** The size of the model's model.onnx; 0 where there is no such file. */
export async function modelBytes({ folder }: InstalledModel): Promise<number> {
  const about = await stat(join(folder, 'model.onnx')).catch(() => null);
  return about?.size ?? 0;
}

/** Models that are scored together, so that each image is decoded once for all of a group. */
export async function groupBySize(models: readonly InstalledModel[]): Promise<readonly (readonly InstalledModel[])[]> {
  const groups: InstalledModel[][] = [];
  let bytes = Infinity;
  for (const model of models) {
    const size = await modelBytes(model);
    if (bytes + size > MOST_BYTES) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)!.push(model);
    bytes += size;
  }
  return groups;
}
