import sharp, { type Sharp } from 'sharp';
import { unstatedMetadata, type Frame, type PixelArray } from '../../domain/studies/frame.ts';
import { emptyHeader } from '../../domain/studies/image-header.ts';
import type { ImageFile } from '../image-file/image-file.ts';
import { faultError, FaultError } from '../../domain/faults/fault.ts';
import type { ReadingLimits } from '../../domain/reading-budget.ts';
import { readable } from '../image-file/readable.ts';
import { requirePossibleSize } from '../image-file/require-possible-size.ts';

/**
 * A JPEG or PNG picture: 8 or 16 bits, grey or colour. Grey stored as colour becomes grey. Colour profiles are
 * ignored: which software wrote one would otherwise change what the models see. A decoder's warning refuses the picture:
 * libjpeg only warns of data that is damaged or cut short, and fills in grey.
 */
export async function readRaster(bytes: Uint8Array, format: 'jpeg' | 'png', limits: ReadingLimits): Promise<ImageFile> {
  // What sharp says of too many pixels does not tell how many.
  const picture = sharp(bytes, { limitInputPixels: false, failOn: 'warning', ignoreIcc: true });
  const space = await decoding(format, async () => {
    const { width, height, depth, channels } = await picture.metadata();
    requirePossibleSize(width, height, limits);
    if (channels <= 2) return depth === 'ushort' ? 'grey16' : 'b-w';
    return depth === 'ushort' ? 'rgb16' : 'srgb';
  });
  return {
    format,
    header: emptyHeader,
    frameCount: 1,
    voiTables: () => [],
    frame: () => readable(() => decoding(format, () => decode(picture.clone(), format, space))),
  };
}

async function decoding<T>(format: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    if (cause instanceof FaultError) throw cause;
    throw faultError('image.undecodable', { format: format.toUpperCase() }, cause);
  }
}

async function decode(picture: Sharp, format: 'jpeg' | 'png', space: string): Promise<Frame> {
  const isDeep = space.endsWith('16');
  const { data, info } = await picture
    .autoOrient()
    .flatten({ background: 'black' })
    .toColourspace(space)
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const samples = isDeep ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : new Uint8Array(data);
  const grey = info.channels === 1 ? samples : greyOf(samples);
  return {
    ...unstatedMetadata,
    rows: info.height,
    columns: info.width,
    samplesPerPixel: grey ? 1 : 3,
    pixels: grey ?? samples,
    bitsStored: isDeep ? 16 : 8,
    photometric: grey ? 'MONOCHROME2' : 'RGB',
    // 8-bit pictures are meant to be seen as they are; 16-bit ones often fill only part of their range.
    voi: isDeep ? null : { center: 127.5, width: 255, function: 'LINEAR_EXACT' },
    isLossy: format === 'jpeg',
  };
}

/** One sample a pixel when red, green and blue are equal everywhere, else null. */
function greyOf(samples: Uint8Array | Uint16Array): PixelArray | null {
  for (let i = 0; i < samples.length; i += 3) {
    if (samples[i] !== samples[i + 1] || samples[i] !== samples[i + 2]) return null;
  }
  const grey =
    samples instanceof Uint16Array ? new Uint16Array(samples.length / 3) : new Uint8Array(samples.length / 3);
  for (let i = 0; i < grey.length; i++) grey[i] = samples[3 * i]!;
  return grey;
}
