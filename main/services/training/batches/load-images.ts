/** Decodes all images of a training once; they stay in memory at a little more than the model's input size. */
import type { Preprocessing } from '../../../domain/models/model-card.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { success } from '../../../domain/outcome.ts';
import type { GreyImage } from '../../../imaging/grey-image/grey-image.ts';
import { toModelImage } from '../../../imaging/preprocessing/preprocess.ts';
import { readImage } from '../../../imaging/read-image.ts';
import { patientOfHeader } from '../../datasets/opening/patient-of-file.ts';
import { readSource } from '../../files/read-source.ts';

export interface LoadedImage {
  readonly image: GreyImage;
  /** As the file's header names it. */
  readonly patient: string | null;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
}

interface LoadOptions {
  readonly onProgress: (done: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Files that are decoded at the same time. */
const CONCURRENCY = 4;

/** One outcome a path, in order. Rejects only when aborted. */
export async function loadImages(
  paths: readonly string[],
  spec: Preprocessing,
  { onProgress, signal }: LoadOptions,
): Promise<readonly Outcome<LoadedImage>[]> {
  const images: Outcome<LoadedImage>[] = [];
  let next = 0;
  let done = 0;
  async function work(): Promise<void> {
    while (next < paths.length) {
      const index = next++;
      signal?.throwIfAborted();
      images[index] = await loadImage(paths[index]!, spec);
      onProgress(++done);
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return images;
}

async function loadImage(path: string, spec: Preprocessing): Promise<Outcome<LoadedImage>> {
  const source = await readSource(path);
  if (!source.ok) return source;
  const { bytes, sha256 } = source.value;
  const file = await readImage(bytes);
  if (!file.ok) return file;
  const frame = await file.value.frame(0);
  if (!frame.ok) return frame;
  return success({
    image: toModelImage(frame.value, spec),
    patient: patientOfHeader(file.value.header),
    sha256,
  });
}
