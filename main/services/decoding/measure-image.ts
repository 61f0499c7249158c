/** An audit's measurements of one image, small enough to be kept for thousands. */
import { createHash } from 'node:crypto';
import { MINIATURE_SIDE, type ImageFeatures } from '../../domain/datasets/image-features.ts';
import type { ReadingLimits } from '../../domain/reading-budget.ts';
import { toCodedMessage } from '../../domain/messages/coded-message.ts';
import { toDisplay } from '../../imaging/grey-image/display.ts';
import { readFileProperties } from '../../imaging/image-file/file-properties.ts';
import { resize } from '../../imaging/grey-image/grey-image.ts';
import { readImage } from '../../imaging/read-image.ts';

/** The version of the measuring: another number measures all files anew. */
export const MEASURING_VERSION = 2;

export async function measureImage(bytes: Uint8Array, limits?: ReadingLimits): Promise<ImageFeatures> {
  const image = await readImage(bytes, limits);
  if (!image.ok) return { isReadable: false, fault: toCodedMessage(image.error) };
  const opened = await image.value.frame(0);
  if (!opened.ok) return { isReadable: false, fault: toCodedMessage(opened.error) };
  const { columns: width, rows: height, bitsStored, samplesPerPixel, isLossy } = opened.value;
  const { format } = image.value;
  const { channels, quantisation } = readFileProperties(bytes, format);
  const picture = toDisplay(opened.value);
  const small = resize({ width, height, values: picture }, MINIATURE_SIDE, MINIATURE_SIDE);
  return {
    isReadable: true,
    properties: {
      format,
      width,
      height,
      bytes: bytes.length,
      bitsStored,
      channels: channels ?? samplesPerPixel,
      isLossy,
      quantisation,
    },
    pixelHash: createHash('sha256').update(`${width}×${height}:`).update(toBytes(picture)).digest('hex'),
    miniature: toBytes(small.values),
  };
}

/** A loop: `Uint8Array.from` with a function takes ten times as long. */
function toBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) bytes[i] = Math.round(255 * values[i]!);
  return bytes;
}
