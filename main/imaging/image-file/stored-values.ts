/** The stored values of a frame as bytes, by one rule for every file, so that anyone can check what was decoded. */
import type { PixelArray } from '../../domain/studies/frame.ts';

/** As decoded, without loss; `PixelArray` keeps only the leading bits of the widest. */
export type StoredValues = PixelArray | Uint32Array | Float64Array;

/** The values as a frame holds them: floats of 32 bits in place of those wider than 31 bits. */
export function toPixels(values: StoredValues): PixelArray {
  return values instanceof Uint32Array || values instanceof Float64Array ? Float32Array.from(values) : values;
}

/**
 * Rows from top to bottom, the samples of a pixel next to each other, each a little-endian integer as wide as Bits
 * Allocated; 1-bit images have a byte a pixel.
 */
export function storedBytes(values: StoredValues, bitsAllocated: number): Uint8Array {
  if (values instanceof Float32Array || values instanceof Float64Array) return bytesOf(values);
  if (bitsAllocated <= 8) return Uint8Array.from(values);
  if (bitsAllocated <= 16) return bytesOf(Uint16Array.from(values));
  return bytesOf(values instanceof Uint32Array ? values : Int32Array.from(values));
}

/** All platforms that this runs on are little-endian. */
const bytesOf = ({ buffer, byteOffset, byteLength }: StoredValues): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
