import type { DataSet } from 'dicom-parser';
import type { PixelArray } from '../../domain/studies/frame.ts';
import { toPixels, type StoredValues } from '../image-file/stored-values.ts';
import { faultError, type FaultError } from '../../domain/faults/fault.ts';
import type { ReadingLimits } from '../../domain/reading-budget.ts';
import { firstString, inflated } from './data-set/data-set.ts';
import { encapsulatedFrame, nativeBytes, nativeFrame, pixelElement, requireFrames } from './pixel-bytes.ts';
import {
  photometricOf,
  readPixelModule,
  sampleCount,
  type DecodedPhotometric,
  type PixelModule,
} from './pixel-module.ts';
import { decodeRle } from './codecs/rle.ts';
import { decodeStream, isStreamCoding } from './coded-frame.ts';
import {
  explicitBigEndian,
  implicitLittleEndian,
  maybeLossy,
  transferSyntaxOf,
  type PixelCoding,
  type Refusal,
  type TransferSyntax,
} from './data-set/transfer-syntaxes.ts';
import { requirePossibleSize } from '../image-file/require-possible-size.ts';
import { unpackBits, unpackSamples } from './unpack.ts';
import { tag } from './data-set/tags.ts';

/**
 * Decoded samples as stored: no rescale, window, palette or colour conversion yet, except for what a codec converts itself
 * (colour of JPEG, JPEG 2000 and JPEG XL is RGB already).
 */
export interface StoredFrame {
  readonly pixels: PixelArray;
  /** All bits of the samples; of uncompressed 4:2:2 colour what the file has, two bytes a pixel. */
  readonly values: StoredValues;
  readonly photometric: DecodedPhotometric;
  /** True when the compression loses, or may have lost and the header does not deny it. */
  readonly isLossy: boolean;
}

export interface StoredImage {
  readonly module: PixelModule;
  frame(index: number): Promise<StoredFrame>;
}

/** Each says what can be done. */
const refusals = {
  'progressive jpeg': 'dicom.syntax-progressive-jpeg',
  video: 'dicom.syntax-video',
  referenced: 'dicom.syntax-referenced',
  rare: 'dicom.syntax-undecodable',
} as const satisfies Record<Refusal, string>;

/** Checks that the data set holds an image that we can decode. */
export function readStoredImage(dataSet: DataSet, limits: ReadingLimits): StoredImage {
  const syntax = transferSyntaxOf(firstString(dataSet, tag.TransferSyntaxUID) ?? implicitLittleEndian);
  if (!isReferenced(syntax)) pixelElement(dataSet);
  if (syntax.coding === null) throw noDecoder(syntax);
  const module = readPixelModule(dataSet);
  requirePossibleSize(module.columns, module.rows, limits);
  return { module, frame: decoderOf(dataSet, module, syntax, limits) };
}

/** The file has an image, but its pixels are elsewhere. */
function isReferenced(syntax: TransferSyntax): boolean {
  return syntax.name !== null && syntax.coding === null && syntax.refusal === 'referenced';
}

function noDecoder(syntax: TransferSyntax & { readonly coding: null }): FaultError {
  const { name, uid } = syntax;
  return name === null
    ? faultError('dicom.unknown-syntax', { uid })
    : faultError(refusals[syntax.refusal], { name, uid });
}

function decoderOf(
  dataSet: DataSet,
  module: PixelModule,
  { coding, uid }: { readonly coding: PixelCoding; readonly uid: string },
  { inflatedMegabytes }: ReadingLimits,
): StoredImage['frame'] {
  const encapsulated = (index: number): Uint8Array => encapsulatedFrame(dataSet, module, index);
  if (isStreamCoding(coding)) {
    const isAssumedLossy = maybeLossy.includes(uid) && firstString(dataSet, tag.LossyImageCompression) !== '00';
    return async (index) => {
      const { pixels, isLossy, isTransformedToRgb } = await decodeStream(encapsulated(index), module, coding);
      return {
        pixels,
        values: pixels,
        photometric: photometricOf(module, isTransformedToRgb),
        isLossy: isLossy || isAssumedLossy,
      };
    };
  }
  const photometric = photometricOf(module, false);
  const lossless = (samples: Samples): StoredFrame => ({ ...samples, photometric, isLossy: false });
  if (coding === 'rle') return async (index) => lossless(fromRle(encapsulated(index), module));
  if (coding === 'native') {
    const isLittleEndian = uid !== explicitBigEndian;
    const bytes = nativeBytes(dataSet, module, isLittleEndian);
    return async (index) => lossless(fromNative(bytes, module, index, isLittleEndian));
  }
  const unwrap =
    coding === 'deflated-frame'
      ? (bytes: Uint8Array) => inflated(bytes, Math.min(inflatedMegabytes, (8 * sampleCount(module) + 1) / 1e6))
      : (bytes: Uint8Array) => bytes;
  return async (index) => {
    const bytes = requireFrames(unwrap(encapsulated(index)), module, 1);
    return lossless(fromNative(bytes, module, 0, true));
  };
}

type Samples = Pick<StoredFrame, 'pixels' | 'values'>;

const samplesOf = (values: StoredValues): Samples => ({ pixels: toPixels(values), values });

function fromNative(bytes: Uint8Array, module: PixelModule, index: number, isLittleEndian: boolean): Samples {
  const count = sampleCount(module);
  if (module.bitsAllocated === 1) return samplesOf(unpackBits(bytes, index * count, count));
  const frame = nativeFrame(bytes, module, index);
  if (module.photometric !== 'YBR_FULL_422') return samplesOf(unpackSamples(frame, module, isLittleEndian));
  if (module.bitsAllocated !== 8 || module.columns % 2 === 1) throw faultError('dicom.unsupported-422', {});
  return { pixels: from422(frame), values: frame };
}

function fromRle(bytes: Uint8Array, module: PixelModule): Samples {
  const { rows, columns, samplesPerPixel, bitsAllocated } = module;
  const count = rows * columns;
  if (bitsAllocated === 1) return samplesOf(unpackBits(decodeRle(bytes, Math.ceil(count / 8), 1, 1), 0, count));
  const decoded = decodeRle(bytes, count, samplesPerPixel, bitsAllocated / 8);
  return samplesOf(unpackSamples(decoded, { ...module, isPlanar: false }, true));
}

/** Y Y Cb Cr for two pixels → Y Cb Cr, Y Cb Cr. */
function from422(bytes: Uint8Array): Uint8Array {
  const full = new Uint8Array((bytes.length / 2) * 3);
  for (let i = 0, o = 0; i < bytes.length; i += 4, o += 6) {
    full.set([bytes[i]!, bytes[i + 2]!, bytes[i + 3]!, bytes[i + 1]!, bytes[i + 2]!, bytes[i + 3]!], o);
  }
  return full;
}
