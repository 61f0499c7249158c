import { pixelArrayOf, type FrameImage } from '../../../main/contract/images.ts';
import type { FrameMetadata, PixelArray } from '../../../main/domain/studies/frame.ts';
import { throughSigmoid, toColourPixels, toDisplayPixels } from '../../shared/images/display-pixels.ts';

/** An image as it is drawn, with the size it should look: pixels of unequal spacing are not square. */
export interface EntryPicture {
  readonly canvas: OffscreenCanvas;
  readonly width: number;
  readonly height: number;
}

/** 8 bits a pixel with opacity, black to white through the image's own window (the other way round for MONOCHROME1). */
export function toGreyPixels(pixels: PixelArray, metadata: FrameMetadata): Uint8ClampedArray<ArrayBuffer> {
  const display = toDisplayPixels(pixels, metadata);
  const { values, window } = display.voiFunction === 'SIGMOID' ? throughSigmoid(display) : display;
  const scale = 255 / (window.upper - window.lower);
  const isInverted = metadata.photometric === 'MONOCHROME1';
  const grey = new Uint8ClampedArray(values.length * 4).fill(255);
  for (let i = 0; i < values.length; i++) {
    const value = (values[i]! - window.lower) * scale;
    grey.fill(isInverted ? 255 - value : value, i * 4, i * 4 + 3);
  }
  return grey;
}

export async function toPicture({ metadata, pixelType, pixels }: FrameImage): Promise<EntryPicture> {
  const values = new pixelArrayOf[pixelType](await pixels.arrayBuffer());
  const { rows, columns, spacing } = metadata;
  const shown =
    metadata.samplesPerPixel === 3
      ? new Uint8ClampedArray(toColourPixels(values, metadata.bitsStored, true))
      : toGreyPixels(values, metadata);
  const canvas = new OffscreenCanvas(columns, rows);
  canvas.getContext('2d')!.putImageData(new ImageData(shown, columns, rows), 0, 0);
  const stretch = spacing === null ? 1 : spacing.rowMm / spacing.columnMm;
  return { canvas, width: columns, height: rows * stretch };
}
