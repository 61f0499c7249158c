import type { DataSet } from 'dicom-parser';
import { faultError, type FaultError } from '../../domain/faults/fault.ts';
import { firstString } from './data-set/data-set.ts';
import { notUnderstood } from './data-set/not-understood.ts';
import { firstCertainNumber } from './data-set/numbers.ts';
import { tag } from './data-set/tags.ts';

/** The Image Pixel module, PS3.3 C.7.6.3: how the stored bits are laid out. Checked for contradictions. */
export interface PixelModule {
  readonly rows: number;
  readonly columns: number;
  readonly frameCount: number;
  readonly samplesPerPixel: 1 | 3;
  readonly photometric: StoredPhotometric;
  readonly isFloat: boolean;
  readonly bitsAllocated: 1 | 8 | 16 | 32 | 64;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly isSigned: boolean;
  /** Colour by plane: all red samples of a frame, then all green, then all blue. */
  readonly isPlanar: boolean;
}

const samplesOf = {
  MONOCHROME1: 1,
  MONOCHROME2: 1,
  'PALETTE COLOR': 1,
  RGB: 3,
  YBR_FULL: 3,
  YBR_FULL_422: 3,
  YBR_RCT: 3,
  YBR_ICT: 3,
  XYB: 3,
} as const;

export type StoredPhotometric = keyof typeof samplesOf;

/** Without the colour spaces that only codecs know, which undo them. */
export type DecodedPhotometric = Exclude<StoredPhotometric, 'YBR_RCT' | 'YBR_ICT' | 'XYB'>;

export function readPixelModule(dataSet: DataSet): PixelModule {
  const rows = dataSet.uint16(tag.Rows) ?? 0;
  const columns = dataSet.uint16(tag.Columns) ?? 0;
  if (rows === 0 || columns === 0) throw faultError('image.no-size', {});
  const photometric = firstString(dataSet, tag.PhotometricInterpretation) ?? 'MONOCHROME2';
  if (!Object.hasOwn(samplesOf, photometric)) throw unsupportedColourSpace(photometric);
  const samplesPerPixel = dataSet.uint16(tag.SamplesPerPixel) ?? 1;
  if (samplesPerPixel !== samplesOf[photometric as StoredPhotometric]) {
    throw faultError('image.contradicting-samples', { samples: samplesPerPixel, photometric });
  }
  return {
    rows,
    columns,
    frameCount: readFrameCount(dataSet),
    samplesPerPixel,
    photometric: photometric as StoredPhotometric,
    isPlanar: dataSet.uint16(tag.PlanarConfiguration) === 1,
    ...readBits(dataSet),
    // Zero is the absence of a colour (C.7.6.3.1.2): a sign that a file states for colours all the same is a mistake.
    isSigned: samplesPerPixel === 1 && dataSet.uint16(tag.PixelRepresentation) === 1,
  };
}

/** The most that an integer string can say. */
const mostFrames = 2 ** 31 - 1;

function readFrameCount(dataSet: DataSet): number {
  const count = Math.max(1, Math.trunc(firstCertainNumber(dataSet, tag.NumberOfFrames) ?? 1));
  if (count > mostFrames) throw notUnderstood(tag.NumberOfFrames, String(count));
  return count;
}

function readBits(dataSet: DataSet): Pick<PixelModule, 'isFloat' | 'bitsAllocated' | 'bitsStored' | 'highBit'> {
  const isFloat = Boolean(dataSet.elements[tag.FloatPixelData] ?? dataSet.elements[tag.DoubleFloatPixelData]);
  const bitsAllocated = dataSet.uint16(tag.BitsAllocated) ?? 0;
  const bitsStored = dataSet.uint16(tag.BitsStored) ?? bitsAllocated;
  const isPossible = isFloat ? [32, 64] : [1, 8, 16, 32];
  if (!isPossible.includes(bitsAllocated)) throw faultError('dicom.unsupported-bits', { bits: bitsAllocated });
  if (!isFloat && (bitsStored < 1 || bitsStored > bitsAllocated)) {
    throw faultError('image.contradicting-bits', { stored: bitsStored, allocated: bitsAllocated });
  }
  const highBit = dataSet.uint16(tag.HighBit) ?? bitsStored - 1;
  return {
    isFloat,
    bitsAllocated: bitsAllocated as PixelModule['bitsAllocated'],
    bitsStored: isFloat ? bitsAllocated : bitsStored,
    highBit: highBit < bitsAllocated && highBit >= bitsStored - 1 ? highBit : bitsStored - 1,
  };
}

/** The name as the file has it, without signs that do not belong into a sentence. */
function unsupportedColourSpace(photometric: string): FaultError {
  const name = photometric.replaceAll(/[^\w ]/g, '').slice(0, 20);
  return name === ''
    ? faultError('dicom.unnamed-colour-space', {})
    : faultError('dicom.unsupported-colour-space', { name });
}

/** The colour space of decoded samples. */
export function photometricOf({ photometric }: PixelModule, isTransformedToRgb: boolean): DecodedPhotometric {
  if (isTransformedToRgb && /^(YBR|XYB)/.test(photometric)) return 'RGB';
  if (photometric === 'YBR_RCT' || photometric === 'YBR_ICT' || photometric === 'XYB') {
    throw unsupportedColourSpace(photometric);
  }
  return photometric;
}

/** Samples in one frame. */
export function sampleCount(module: PixelModule): number {
  return module.rows * module.columns * module.samplesPerPixel;
}
