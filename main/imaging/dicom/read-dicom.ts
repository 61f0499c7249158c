import type { DataSet } from 'dicom-parser';
import type { Frame, PixelArray } from '../../domain/studies/frame.ts';
import { faultError } from '../../domain/faults/fault.ts';
import { failure } from '../../domain/outcome.ts';
import type { ReadingLimits } from '../../domain/reading-budget.ts';
import type { ImageFile } from '../image-file/image-file.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';
import { readable } from '../image-file/readable.ts';
import { paletteToRgb, ybrToRgb } from './colour.ts';
import { firstString, parseDataSet } from './data-set/data-set.ts';
import { dicomDirectory } from './directory.ts';
import { readHeader } from './header.ts';
import type { LookupTable } from './lookup-table.ts';
import { describeModalityLut, readFirstVoiLut, readModalityLut, readVoiLuts } from './luts.ts';
import {
  readImageOrientation,
  readImagePosition,
  readLaterality,
  readLossyHistory,
  readOrientation,
  readPadding,
  readPresentationLutShape,
  readRescale,
  readSpacing,
  readWindow,
  readWindows,
} from './frame-metadata.ts';
import { readOverlays } from './overlays.ts';
import { requireNumbers } from './require-numbers.ts';
import { readStoredImage, type StoredFrame, type StoredImage } from './stored-frame.ts';
import { tag } from './data-set/tags.ts';
import { implicitLittleEndian, transferSyntaxOf } from './data-set/transfer-syntaxes.ts';

/** A DICOM file's facts, with its image where it has one that we decode. */
export interface OpenDicom {
  readonly header: ImageHeader;
  readonly transferSyntax: { readonly uid: string; readonly name: string | null };
  /** Throws a FaultError where there is none. */
  readonly image: () => StoredImage;
}

export function openDicom(bytes: Uint8Array, limits: ReadingLimits): OpenDicom {
  const dataSet = parseDataSet(bytes, limits);
  const { uid, name } = transferSyntaxOf(firstString(dataSet, tag.TransferSyntaxUID) ?? implicitLittleEndian);
  return { header: readHeader(dataSet), transferSyntax: { uid, name }, image: () => readStoredImage(dataSet, limits) };
}

/** A DICOM file with an image in a syntax that we decode; throws a FaultError otherwise. */
export function readDicom(bytes: Uint8Array, limits: ReadingLimits): ImageFile {
  const dataSet = parseDataSet(bytes, limits);
  if (firstString(dataSet, tag.MediaStorageSOPClassUID) === dicomDirectory) {
    throw faultError('dicom.directory', {});
  }
  const image = readStoredImage(dataSet, limits);
  const { frameCount } = image.module;
  return {
    format: 'dicom',
    header: readHeader(dataSet),
    frameCount,
    voiTables: (index) => readVoiLuts(dataSet, index).map(({ table }) => table.entries),
    frame: async (index) => {
      if (!(index >= 0 && index < frameCount)) {
        return failure('image.no-such-frame', { count: frameCount });
      }
      return readable(async () => {
        const frame = toFrame(dataSet, image, await image.frame(index), index);
        requireNumbers(frame);
        return frame;
      });
    },
  };
}

function toFrame(dataSet: DataSet, { module }: StoredImage, stored: StoredFrame, index: number): Frame {
  const isGrey = stored.photometric.startsWith('MONOCHROME');
  const padding = isGrey ? readPadding(dataSet, module.isSigned) : null;
  const frame: Frame = {
    rows: module.rows,
    columns: module.columns,
    samplesPerPixel: 1,
    pixels: padding === null ? stored.pixels : withOnePadding(stored.pixels, padding),
    bitsStored: module.bitsStored,
    photometric: stored.photometric === 'MONOCHROME1' ? 'MONOCHROME1' : 'MONOCHROME2',
    ...readRescale(dataSet, index),
    modalityLut: describeModalityLut(dataSet),
    voi: readWindow(dataSet, index),
    windows: readWindows(dataSet, index),
    voiLuts: readVoiLuts(dataSet, index).map(({ description }) => description),
    isVoiLutApplied: false,
    presentationLutShape: readPresentationLutShape(dataSet),
    spacing: readSpacing(dataSet, index),
    imageOrientation: readImageOrientation(dataSet, index),
    imagePosition: readImagePosition(dataSet, index),
    laterality: readLaterality(dataSet),
    viewPosition: firstString(dataSet, tag.ViewPosition),
    patientOrientation: readOrientation(dataSet),
    overlays: readOverlays(dataSet),
    isLossy: stored.isLossy || firstString(dataSet, tag.LossyImageCompression) === '01',
    lossy: readLossyHistory(dataSet),
    pixelPadding: padding?.first ?? null,
  };
  if (isGrey) return throughTables(dataSet, frame);
  return toColour(dataSet, frame, stored);
}

/** All padding as its first value, so that no one else needs to know of the range. */
function withOnePadding(pixels: PixelArray, { first, last }: { first: number; last: number }): PixelArray {
  return first === last ? pixels : pixels.map((stored) => (stored > first && stored <= last ? first : stored));
}

function toColour(dataSet: DataSet, frame: Frame, { pixels, photometric }: StoredFrame): Frame {
  const shared = { samplesPerPixel: 3, photometric: 'RGB', voi: null } as const;
  const rescale = { slope: 1, intercept: 0 };
  if (photometric === 'RGB') return { ...frame, ...shared, rescale };
  const rgb = photometric === 'PALETTE COLOR' ? paletteToRgb(pixels, dataSet) : new Uint8Array(ybrToRgb(pixels).buffer);
  return { ...frame, ...shared, rescale, pixels: rgb, bitsStored: 8 };
}

/**
 * A Modality LUT always applies. A VOI LUT applies where the file has no window: of several alternatives either
 * may be shown (PS3.3 C.11.2), and a window can be moved by the reader.
 */
function throughTables(dataSet: DataSet, frame: Frame): Frame {
  const modality = readModalityLut(dataSet);
  const inUnits = modality ? through(modality, frame, { slope: 1, intercept: 0 }) : frame;
  const voi = frame.voi ? null : readFirstVoiLut(dataSet);
  if (!voi) return inUnits;
  const full = 2 ** voi.bits - 1;
  return {
    ...through(voi, inUnits, inUnits.rescale),
    voi: { center: full / 2, width: full, function: 'LINEAR_EXACT' },
    isVoiLutApplied: true,
  };
}

/** Table outputs are never negative, so −1 can stand for padding. */
function through(table: LookupTable, frame: Frame, { slope, intercept }: Frame['rescale']): Frame {
  const { pixelPadding } = frame;
  const pixels: PixelArray = Int32Array.from(frame.pixels, (stored: number) =>
    stored === pixelPadding ? -1 : table.at(stored * slope + intercept),
  );
  const rescale = { slope: 1, intercept: 0 };
  return { ...frame, pixels, bitsStored: table.bits, rescale, pixelPadding: pixelPadding === null ? null : -1 };
}
