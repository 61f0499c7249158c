import type { DataSet } from 'dicom-parser';
import type { FrameMetadata, PixelSpacing, VoiFunction, VoiWindow } from '../../domain/studies/frame.ts';
import { firstNumber, firstString, itemOf, numbers, strings } from './data-set.ts';

/** Which item of an enhanced multi-frame object's functional groups speaks of a frame, PS3.3 C.7.6.16. */
function groupOf(dataSet: DataSet, frame: number, sequence: string): DataSet {
  const own = itemOf(dataSet, 'x52009230', frame);
  const shared = itemOf(dataSet, 'x52009229');
  return itemOf(own, sequence) ?? itemOf(shared, sequence) ?? dataSet;
}

export function readRescale(dataSet: DataSet, frame: number): FrameMetadata['rescale'] {
  const group = groupOf(dataSet, frame, 'x00289145');
  const slope = firstNumber(group, 'x00281053') ?? 1;
  return { slope: slope === 0 ? 1 : slope, intercept: firstNumber(group, 'x00281052') ?? 0 };
}

/** The first window of the file; null when there is none, or one that means nothing. */
export function readWindow(dataSet: DataSet, frame: number): VoiWindow | null {
  const group = groupOf(dataSet, frame, 'x00289132');
  const center = firstNumber(group, 'x00281050');
  const width = firstNumber(group, 'x00281051');
  const named = firstString(group, 'x00281056');
  const kind: VoiFunction = named === 'SIGMOID' || named === 'LINEAR_EXACT' ? named : 'LINEAR';
  if (center === null || width === null || width < (kind === 'LINEAR' ? 1 : Number.MIN_VALUE)) return null;
  return { center, width, function: kind };
}

/**
 * Pixel Spacing that only repeats the Imager Pixel Spacing, without a calibration, is measured at the detector,
 * not in the patient (PS3.3 10.7.1.3).
 */
export function readSpacing(dataSet: DataSet, frame: number): PixelSpacing | null {
  const pair = (group: DataSet, name: string): [number, number] | null => {
    const [rowMm, columnMm] = numbers(group, name) ?? [];
    return rowMm && columnMm && rowMm > 0 && columnMm > 0 ? [rowMm, columnMm] : null;
  };
  const patient = pair(groupOf(dataSet, frame, 'x00289110'), 'x00280030');
  const imager = pair(dataSet, 'x00181164');
  const scanned = pair(dataSet, 'x00182010');
  const isRepeated = patient?.join() === imager?.join() && !firstString(dataSet, 'x00280a02');
  if (patient && !isRepeated) return { rowMm: patient[0], columnMm: patient[1], source: 'PixelSpacing' };
  if (imager) return { rowMm: imager[0], columnMm: imager[1], source: 'ImagerPixelSpacing' };
  return scanned && { rowMm: scanned[0], columnMm: scanned[1], source: 'NominalScannedPixelSpacing' };
}

export function readOrientation(dataSet: DataSet): readonly [string, string] | null {
  const [rows, columns] = strings(dataSet, 'x00200020');
  return rows && columns ? [rows, columns] : null;
}

/** L or R; an unpaired part (U) has none. */
export function readLaterality(dataSet: DataSet): string | null {
  const laterality = firstString(dataSet, 'x00200062') ?? firstString(dataSet, 'x00200060');
  return laterality === 'L' || laterality === 'R' ? laterality : null;
}
