/** Decodes all images of a training once; they stay in memory at a little more than the model's input size. */
import type { Preprocessing } from '../../../domain/models/model-card.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { success } from '../../../domain/outcome.ts';
import type { GreyImage } from '../../../imaging/grey-image/grey-image.ts';
import { patientOfHeader } from '../../datasets/opening/patient-of-file.ts';
import type { Decoder } from '../../decoding/decoder.ts';

export interface LoadedImage {
  readonly image: GreyImage;
  /** As the file's header names it. */
  readonly patient: string | null;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
}

interface LoadOptions {
  readonly decoder: Decoder;
  readonly onProgress: (done: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Files that are given to the decoder at once: enough for all of its processes. */
const CONCURRENCY = 8;

/** One outcome a path, in order. Rejects only when aborted. */
export async function loadImages(
  paths: readonly string[],
  spec: Preprocessing,
  { decoder, onProgress, signal }: LoadOptions,
): Promise<readonly Outcome<LoadedImage>[]> {
  const images: Outcome<LoadedImage>[] = [];
  let next = 0;
  let done = 0;
  async function work(): Promise<void> {
    while (next < paths.length) {
      const index = next++;
      signal?.throwIfAborted();
      images[index] = await loadImage(paths[index]!, spec, decoder);
      onProgress(++done);
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return images;
}

async function loadImage(path: string, spec: Preprocessing, decoder: Decoder): Promise<Outcome<LoadedImage>> {
  const decoded = await decoder.modelImage(path, spec);
  if (!decoded.ok) return decoded;
  const { image, header, sha256 } = decoded.value;
  return success({ image, patient: patientOfHeader(header), sha256 });
}
