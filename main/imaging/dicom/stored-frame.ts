import type { DataSet } from 'dicom-parser';
import type { PixelArray } from '../../domain/studies/frame.ts';
import { faultError, type FaultError } from '../../domain/faults/fault.ts';
import { firstString, inflated } from './data-set/data-set.ts';
import { decodeJpeg } from './jpeg.ts';
import { encapsulatedFrame, nativeBytes, nativeFrame, pixelElement, requireFrames } from './pixel-bytes.ts';
import { readPixelModule, sampleCount, type PixelModule, type StoredPhotometric } from './pixel-module.ts';
import { decodeRle } from './rle.ts';
import {
  explicitBigEndian,
  implicitLittleEndian,
  transferSyntaxOf,
  type TransferSyntax,
} from './data-set/transfer-syntaxes.ts';
import { unpackBits, unpackSamples } from './unpack.ts';
import { tag } from './data-set/tags.ts';

/** Decoded samples as stored: no rescale, window, palette or colour conversion yet (JPEG colour is RGB already). */
export interface StoredFrame {
  readonly pixels: PixelArray;
  readonly photometric: StoredPhotometric;
}

export interface StoredImage {
  readonly module: PixelModule;
  readonly syntax: TransferSyntax;
  frame(index: number): Promise<StoredFrame>;
}

/** Each says which program can decompress the file. */
const syntaxFaults = {
  jpeg: 'dicom.syntax-jpeg',
  'progressive jpeg': 'dicom.syntax-progressive-jpeg',
  'jpeg-ls': 'dicom.syntax-jpeg-ls',
  'jpeg 2000': 'dicom.syntax-jpeg-2000',
  none: 'dicom.syntax-undecodable',
} as const;

/** Checks that the data set holds an image that we can decode. */
export function readStoredImage(dataSet: DataSet): StoredImage {
  pixelElement(dataSet);
  const syntax = transferSyntaxOf(firstString(dataSet, tag.TransferSyntaxUID) ?? implicitLittleEndian);
  if (syntax.coding === null) throw noDecoder(syntax);
  const module = readPixelModule(dataSet);
  const frames = decoderOf(dataSet, module, syntax);
  return { module, syntax, frame: frames };
}

function noDecoder({ name, uid, decompressor }: TransferSyntax): FaultError {
  return name === null
    ? faultError('dicom.unknown-syntax', { uid })
    : faultError(syntaxFaults[decompressor], { name, uid });
}

function decoderOf(dataSet: DataSet, module: PixelModule, syntax: TransferSyntax): StoredImage['frame'] {
  const { photometric } = module;
  const encapsulated = (index: number): Uint8Array => encapsulatedFrame(dataSet, module, index);
  if (syntax.coding === 'jpeg') {
    const decoded = photometric.startsWith('YBR') ? 'RGB' : photometric;
    return async (index) => ({ pixels: await decodeJpeg(encapsulated(index), module), photometric: decoded });
  }
  if (syntax.coding === 'rle') return async (index) => ({ pixels: fromRle(encapsulated(index), module), photometric });
  if (syntax.coding === 'native') {
    const bytes = nativeBytes(dataSet, module, syntax);
    const isLittleEndian = syntax.uid !== explicitBigEndian;
    return async (index) => ({ pixels: fromNative(bytes, module, index, isLittleEndian), photometric });
  }
  const unwrap =
    syntax.coding === 'deflated-frame'
      ? (bytes: Uint8Array) => inflated(bytes, 8 * sampleCount(module) + 1)
      : (bytes: Uint8Array) => bytes;
  return async (index) => {
    const bytes = requireFrames(unwrap(encapsulated(index)), module, 1);
    return { pixels: fromNative(bytes, module, 0, true), photometric };
  };
}

function fromNative(bytes: Uint8Array, module: PixelModule, index: number, isLittleEndian: boolean): PixelArray {
  const count = sampleCount(module);
  if (module.bitsAllocated === 1) return unpackBits(bytes, index * count, count);
  const frame = nativeFrame(bytes, module, index);
  if (module.photometric !== 'YBR_FULL_422') return unpackSamples(frame, module, isLittleEndian);
  if (module.bitsAllocated !== 8 || module.columns % 2 === 1) throw faultError('dicom.unsupported-422', {});
  return from422(frame);
}

function fromRle(bytes: Uint8Array, module: PixelModule): PixelArray {
  const { rows, columns, samplesPerPixel, bitsAllocated } = module;
  const count = rows * columns;
  if (bitsAllocated === 1) return unpackBits(decodeRle(bytes, Math.ceil(count / 8), 1, 1), 0, count);
  const decoded = decodeRle(bytes, count, samplesPerPixel, bitsAllocated / 8);
  return unpackSamples(decoded, { ...module, isPlanar: false }, true);
}

/** Y Y Cb Cr for two pixels → Y Cb Cr, Y Cb Cr. */
function from422(bytes: Uint8Array): Uint8Array {
  const full = new Uint8Array((bytes.length / 2) * 3);
  for (let i = 0, o = 0; i < bytes.length; i += 4, o += 6) {
    full.set([bytes[i]!, bytes[i + 2]!, bytes[i + 3]!, bytes[i + 1]!, bytes[i + 2]!, bytes[i + 3]!], o);
  }
  return full;
}
