/** The images that a model has seen: those that it learnt from or was tuned on, by their content. */
import { join } from 'node:path';
import { z } from 'zod';
import { readRegularText } from '../../disk/read-regular-file.ts';
import type { Dataset } from '../../datasets/training-split/dataset.ts';

/** `seen-images.json` in a model's folder: hashes name no file and no patient. */
export const SEEN_IMAGES_FILE = 'seen-images.json';

const seenImagesSchema = z.object({
  /** The first 16 hexadecimal digits of each file's SHA-256, sorted: of this training and of those it began with. */
  images: z.array(z.string().regex(/^[0-9a-f]{16}$/)),
  /** Models it began with whose own images nobody knows. */
  unknownFrom: z.array(z.string()),
});
export type SeenImages = z.infer<typeof seenImagesSchema>;

export const shortHash = (sha256: string): string => sha256.slice(0, 16);

/** Null where the folder has no such list, or none that can be read. */
export async function readSeenImages(folder: string): Promise<SeenImages | null> {
  try {
    const parsed = seenImagesSchema.safeParse(JSON.parse(await readRegularText(join(folder, SEEN_IMAGES_FILE))));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The model that a training begins with; null where it begins with random or general weights. */
export interface Beginning {
  readonly name: string;
  /** The model's folder; null for a bare file of weights. */
  readonly folder: string | null;
}

/** The images of these datasets, for training and for validation, with those that the beginning has seen. */
export async function seenImagesOf(datasets: readonly Dataset[], beginning: Beginning | null): Promise<SeenImages> {
  const own = datasets.flatMap(({ samples }) =>
    samples.flatMap(({ sha256 }) => (sha256 === null ? [] : [shortHash(sha256)])),
  );
  const before = beginning?.folder == null ? null : await readSeenImages(beginning.folder);
  const unknownFrom = beginning === null ? [] : before === null ? [beginning.name] : before.unknownFrom;
  return { images: [...new Set([...own, ...(before?.images ?? [])])].sort(), unknownFrom };
}
