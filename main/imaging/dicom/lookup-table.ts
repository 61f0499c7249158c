import type { DataSet } from 'dicom-parser';
import { faultError } from '../../domain/faults/fault.ts';
import { bytesOf } from './data-set/data-set.ts';

/** A LUT of a palette, a Modality LUT or a VOI LUT, PS3.3 C.11.1.1 and C.11.2.1.1. */
export interface LookupTable {
  readonly bits: number;
  readonly entries: Uint16Array;
  /** The input value of the first entry. */
  readonly firstValue: number;
  /** Input below or above the table takes its first or last entry. */
  at(value: number): number;
}

/** Null when the data set has none. */
export function readTable(dataSet: DataSet, descriptorTag: string, dataTag: string): LookupTable | null {
  const data = bytesOf(dataSet, dataTag);
  const count = dataSet.uint16(descriptorTag, 0);
  const bits = dataSet.uint16(descriptorTag, 2) ?? 0;
  if (!data || count === undefined) return null;
  const length = count || 0x10000;
  // Whether the first mapped value is signed follows the pixels (US or SS); only negative ones look like this.
  const first = dataSet.int16(descriptorTag, 1) ?? 0;
  const isByte = areBytes(data, length, bits);
  if (data.length < length * (isByte ? 1 : 2)) throw faultError('image.cut-lookup-table', {});
  const entries = new Uint16Array(length).map((_, i) =>
    isByte ? data[i]! : dataSet.byteArrayParser.readUint16(data, 2 * i),
  );
  return {
    bits: isByte ? 8 : bits < 8 || bits > 16 ? 16 : bits,
    entries,
    firstValue: first,
    at: (value) => entries[Math.min(length - 1, Math.max(0, Math.round(value) - first))]!,
  };
}

/**
 * 8-bit entries lie in bytes, or (by an older reading of the standard) each in a word of its own. Just as many bytes as entries
 * are bytes, whatever depth the descriptor states.
 */
function areBytes(data: Uint8Array, length: number, bits: number): boolean {
  const isOneEach = data.length === length + (length % 2);
  return isOneEach || (bits <= 8 && data.length < 2 * length);
}
