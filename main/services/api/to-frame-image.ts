import { pixelArrayOf, type FrameImage } from '../../contract/images.ts';
import type { Frame, PixelArray } from '../../domain/studies/frame.ts';

/** Not by the constructor's name: a Buffer is a Uint8Array too. */
function pixelTypeOf(pixels: PixelArray): FrameImage['pixelType'] {
  const types = Object.keys(pixelArrayOf) as FrameImage['pixelType'][];
  return types.find((type) => pixels instanceof pixelArrayOf[type])!;
}

/** A frame as it travels. */
export function toFrameImage({ pixels, ...metadata }: Frame): FrameImage {
  // All platforms we run on are little-endian, as the contract wants the bytes.
  const bytes = new Uint8Array(pixels.buffer as ArrayBuffer, pixels.byteOffset, pixels.byteLength);
  return { metadata, pixelType: pixelTypeOf(pixels), pixels: new Blob([bytes]) };
}
