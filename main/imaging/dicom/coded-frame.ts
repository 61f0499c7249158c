import type { PixelArray } from '../../domain/studies/frame.ts';
import { faultError } from '../../domain/faults/fault.ts';
import { requireShape, type DecodedSamples } from './codecs/decoded-samples.ts';
import { decodeEightBitJpeg } from './codecs/eight-bit-jpeg.ts';
import { decodeHtj2k, decodeJpeg2000 } from './codecs/jpeg-2000.ts';
import { decodeJpegLs } from './codecs/jpeg-ls.ts';
import { decodeJpegXl } from './codecs/jpeg-xl.ts';
import { readJpegFrame } from './codecs/jpeg/jpeg-frame.ts';
import { decodeSequentialJpeg } from './codecs/jpeg/sequential-jpeg.ts';
import { decodeLosslessJpeg } from './codecs/lossless-jpeg.ts';
import type { PixelCoding, StreamCoding } from './data-set/transfer-syntaxes.ts';
import { toPixels } from '../image-file/stored-values.ts';
import type { PixelModule } from './pixel-module.ts';
import { unpackSamples } from './unpack.ts';

type Decode = (stream: Uint8Array, module: PixelModule) => Promise<DecodedSamples>;

const decoders: Readonly<Record<StreamCoding, Decode>> = {
  jpeg: decodeJpeg,
  'jpeg lossless': decodeLosslessJpeg,
  'jpeg-ls': decodeJpegLs,
  'jpeg 2000': decodeJpeg2000,
  htj2k: decodeHtj2k,
  'jpeg xl lossless': async (stream, module) => ({
    ...(await decodeJpegXl(stream, module)),
    isLossy: false,
    isTransformedToRgb: false,
  }),
  'jpeg xl of jpeg': async (stream, module) => {
    return { ...(await decodeJpegXl(stream, module)), isLossy: true, isTransformedToRgb: true };
  },
  'jpeg xl': async (stream, module) => {
    // How negative values are shifted before lossy compression is not settled: implementations differ.
    if (module.isSigned) throw faultError('dicom.unsupported-stream', { format: 'JPEG XL' });
    const isTransformedToRgb = module.photometric === 'XYB';
    return { ...(await decodeJpegXl(stream, module)), isLossy: true, isTransformedToRgb };
  },
};

export function isStreamCoding(coding: PixelCoding): coding is StreamCoding {
  return Object.hasOwn(decoders, coding);
}

/** The samples of one compressed frame as stored values. */
export async function decodeStream(
  stream: Uint8Array,
  module: PixelModule,
  coding: StreamCoding,
): Promise<{ readonly pixels: PixelArray; readonly isLossy: boolean; readonly isTransformedToRgb: boolean }> {
  const { isLossy, isTransformedToRgb, ...decoded } = await decoders[coding](stream, module);
  return { pixels: toStored(decoded, module), isLossy, isTransformedToRgb };
}

/** libjpeg-turbo, by way of sharp, decodes 8 bits only. */
async function decodeJpeg(stream: Uint8Array, module: PixelModule): Promise<DecodedSamples> {
  const { precision, rows, columns } = readJpegFrame(stream, 'JPEG');
  requireShape({ rows, columns, components: module.samplesPerPixel }, module);
  return precision === 8 ? decodeEightBitJpeg(stream, module) : decodeSequentialJpeg(stream, module);
}

/**
 * Sample → stored value as in an uncompressed file: a stream may have fewer bits than Bits Stored or more, up to the
 * container, and its own idea of signs; what counts are the bits that the header calls stored, read as it says.
 */
function toStored(
  { samples, precision }: Pick<DecodedSamples, 'samples' | 'precision'>,
  module: PixelModule,
): PixelArray {
  const bits = Math.max(8, module.bitsAllocated);
  if (module.isFloat || bits > 16) throw faultError('dicom.unsupported-bits', { bits });
  if (precision > bits) throw faultError('image.jpeg-contradicts-header', {});
  const containers = bits === 8 ? Uint8Array.from(samples) : Uint16Array.from(samples);
  const layout = {
    ...module,
    bitsAllocated: bits === 8 ? 8 : 16,
    highBit: precision > module.bitsStored ? module.highBit : module.bitsStored - 1,
    isPlanar: false,
  } as const;
  return toPixels(unpackSamples(new Uint8Array(containers.buffer), layout, true));
}
