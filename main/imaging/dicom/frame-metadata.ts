import type { DataSet } from 'dicom-parser';
import type {
  FrameMetadata,
  ImageOrientation,
  ImagePosition,
  LossyHistory,
  NamedWindow,
  PixelSpacing,
  VoiFunction,
  VoiWindow,
} from '../../domain/studies/frame.ts';
import { bytesOf, firstString, itemOf, strings } from './data-set/data-set.ts';
import { certainNumbers, firstCertainNumber, numbers } from './data-set/numbers.ts';
import { notUnderstood } from './data-set/not-understood.ts';
import { characterSetsOf } from './header.ts';
import { tag } from './data-set/tags.ts';
import { decodeText } from './data-set/text.ts';

/** The item of an enhanced multi-frame object's functional groups that speaks of a frame, PS3.3 C.7.6.16. */
function groupOf(dataSet: DataSet, frame: number, sequence: string): DataSet {
  const own = itemOf(dataSet, tag.PerFrameFunctionalGroupsSequence, frame);
  const shared = itemOf(dataSet, tag.SharedFunctionalGroupsSequence);
  return itemOf(own, sequence) ?? itemOf(shared, sequence) ?? dataSet;
}

export function readRescale(dataSet: DataSet, frame: number): Pick<FrameMetadata, 'rescale' | 'rescaleType'> {
  const group = groupOf(dataSet, frame, tag.PixelValueTransformationSequence);
  const slope = firstCertainNumber(group, tag.RescaleSlope) ?? 1;
  const intercept = firstCertainNumber(group, tag.RescaleIntercept) ?? 0;
  return { rescale: { slope: slope === 0 ? 1 : slope, intercept }, rescaleType: firstString(group, tag.RescaleType) };
}

/** Where the VOI windows and LUTs of a frame stand. */
export function voiGroupOf(dataSet: DataSet, frame: number): DataSet {
  return groupOf(dataSet, frame, tag.FrameVOILUTSequence);
}

/** The first window of the file; null when there is none, or one that means nothing. */
export function readWindow(dataSet: DataSet, frame: number): VoiWindow | null {
  const group = voiGroupOf(dataSet, frame);
  const center = firstCertainNumber(group, tag.WindowCenter);
  const width = firstCertainNumber(group, tag.WindowWidth);
  const kind = voiFunctionOf(group);
  return center === null || width === null || !isPossible(width, kind) ? null : { center, width, function: kind };
}

/** All windows that mean something, with their explanations. */
export function readWindows(dataSet: DataSet, frame: number): readonly NamedWindow[] {
  const group = voiGroupOf(dataSet, frame);
  const centers = certainNumbers(group, tag.WindowCenter) ?? [];
  const widths = certainNumbers(group, tag.WindowWidth) ?? [];
  const names = texts(dataSet, group, tag.WindowCenterWidthExplanation);
  const kind = voiFunctionOf(group);
  return centers.flatMap((center, i) => {
    const width = widths[i];
    if (width === undefined || !isPossible(width, kind)) return [];
    return [{ center, width, function: kind, explanation: names[i] || null }];
  });
}

function voiFunctionOf(group: DataSet): VoiFunction {
  const named = firstString(group, tag.VOILUTFunction) ?? 'LINEAR';
  const term = named.toUpperCase().replaceAll(/[ _-]+/g, '_');
  if (term === 'LINEAR' || term === 'SIGMOID' || term === 'LINEAR_EXACT') return term;
  throw notUnderstood(tag.VOILUTFunction, named);
}

/** PS3.3 C.11.2.1.2.1: at least 1 for LINEAR, above 0 for the others. */
function isPossible(width: number, kind: VoiFunction): boolean {
  return width >= (kind === 'LINEAR' ? 1 : Number.MIN_VALUE);
}

/** The values of a text element of `group`, in the character set of the whole file. */
function texts(dataSet: DataSet, group: DataSet, name: string): string[] {
  const text = decodeText(bytesOf(group, name) ?? new Uint8Array(), characterSetsOf(dataSet));
  return text.split('\\').map((part) => part.trim());
}

/**
 * Pixel Spacing that only repeats the Imager Pixel Spacing, without a calibration, is measured at the detector,
 * not in the patient (PS3.3 10.7.1.3).
 */
export function readSpacing(dataSet: DataSet, frame: number): PixelSpacing | null {
  const pair = (group: DataSet, name: string): [number, number] | null => {
    const [rowMm, columnMm] = certainNumbers(group, name) ?? [];
    return rowMm && columnMm && rowMm > 0 && columnMm > 0 ? [rowMm, columnMm] : null;
  };
  const patient = pair(groupOf(dataSet, frame, tag.PixelMeasuresSequence), tag.PixelSpacing);
  const imager = pair(dataSet, tag.ImagerPixelSpacing);
  const scanned = pair(dataSet, tag.NominalScannedPixelSpacing);
  const calibration = firstString(dataSet, tag.PixelSpacingCalibrationType);
  const isRepeated = patient?.join() === imager?.join() && calibration === null;
  if (patient && !isRepeated) return { rowMm: patient[0], columnMm: patient[1], source: 'PixelSpacing', calibration };
  const [measured, source] = imager
    ? [imager, 'ImagerPixelSpacing' as const]
    : [scanned, 'NominalScannedPixelSpacing' as const];
  return measured && { rowMm: measured[0], columnMm: measured[1], source, calibration: null };
}

export function readOrientation(dataSet: DataSet): readonly [string, string] | null {
  const [rows, columns] = strings(dataSet, tag.PatientOrientation);
  return rows && columns ? [rows, columns] : null;
}

export function readImageOrientation(dataSet: DataSet, frame: number): ImageOrientation | null {
  const group = groupOf(dataSet, frame, tag.PlaneOrientationSequence);
  const [xx, xy, xz, yx, yy, yz] = numbers(group, tag.ImageOrientationPatient) ?? [];
  if (xx === undefined || xy === undefined || xz === undefined) return null;
  return yx === undefined || yy === undefined || yz === undefined ? null : [xx, xy, xz, yx, yy, yz];
}

export function readImagePosition(dataSet: DataSet, frame: number): ImagePosition | null {
  const [x, y, z] = numbers(groupOf(dataSet, frame, tag.PlanePositionSequence), tag.ImagePositionPatient) ?? [];
  return x === undefined || y === undefined || z === undefined ? null : [x, y, z];
}

/** L or R; an unpaired part (U) has none. */
export function readLaterality(dataSet: DataSet): string | null {
  const laterality = firstString(dataSet, tag.ImageLaterality) ?? firstString(dataSet, tag.Laterality);
  return laterality === 'L' || laterality === 'R' ? laterality : null;
}

export function readPresentationLutShape(dataSet: DataSet): FrameMetadata['presentationLutShape'] {
  const shape = firstString(dataSet, tag.PresentationLUTShape);
  return shape === 'IDENTITY' || shape === 'INVERSE' ? shape : null;
}

export function readLossyHistory(dataSet: DataSet): LossyHistory {
  const flag = firstString(dataSet, tag.LossyImageCompression);
  return {
    flag: flag === '00' || flag === '01' ? flag : null,
    ratios: numbers(dataSet, tag.LossyImageCompressionRatio) ?? [],
    methods: strings(dataSet, tag.LossyImageCompressionMethod).filter((method) => method !== ''),
  };
}

/** The stored values from `first` to `last` are padding; null where none are. */
export function readPadding(dataSet: DataSet, isSigned: boolean): { first: number; last: number } | null {
  const at = (name: string): number | undefined => (isSigned ? dataSet.int16(name) : dataSet.uint16(name));
  const [value, limit] = [at(tag.PixelPaddingValue), at(tag.PixelPaddingRangeLimit)];
  if (value === undefined && limit !== undefined) throw notUnderstood(tag.PixelPaddingRangeLimit, String(limit));
  // The limit may lie on either side of the value, PS3.3 C.7.5.1.1.2.
  return value === undefined ? null : { first: Math.min(value, limit ?? value), last: Math.max(value, limit ?? value) };
}
