import { faultError } from '../domain/faults/fault.ts';
import type { Outcome } from '../domain/outcome.ts';
import { defaultBudget, type ReadingLimits } from '../domain/reading-budget.ts';
import { isDicom } from './dicom/data-set/data-set.ts';
import { readDicom } from './dicom/read-dicom.ts';
import type { ImageFile } from './image-file/image-file.ts';
import { readRaster } from './raster/read-raster.ts';
import { readable } from './image-file/readable.ts';

export type { ImageFile } from './image-file/image-file.ts';

/** Opens a DICOM, JPEG or PNG file. The kind is recognised by its content, never by its name. */
export async function readImage(bytes: Uint8Array, limits: ReadingLimits = defaultBudget): Promise<Outcome<ImageFile>> {
  return readable(() => {
    if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return readRaster(bytes, 'png', limits);
    if (startsWith(bytes, 0xff, 0xd8, 0xff)) return readRaster(bytes, 'jpeg', limits);
    if (isDicom(bytes)) return readDicom(bytes, limits);
    throw faultError(bytes.length === 0 ? 'image.empty-file' : 'image.unknown-format', {});
  });
}

function startsWith(bytes: Uint8Array, ...signature: number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}
