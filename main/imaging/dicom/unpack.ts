import type { StoredValues } from '../image-file/stored-values.ts';
import { sampleCount, type PixelModule } from './pixel-module.ts';

/**
 * Container bytes of one frame → stored values: the high bit at the top, unused bits (old overlays) dropped, the
 * sign extended; the samples of a pixel next to each other. The bytes are as many as the frame needs.
 */
export function unpackSamples(bytes: Uint8Array, module: PixelModule, isLittleEndian: boolean): StoredValues {
  const count = sampleCount(module);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (module.isFloat) {
    return module.bitsAllocated === 32
      ? new Float32Array(count).map((_, i) => view.getFloat32(4 * i, isLittleEndian))
      : new Float64Array(count).map((_, i) => view.getFloat64(8 * i, isLittleEndian));
  }
  const at = module.isPlanar && module.samplesPerPixel === 3 ? fromPlanes(count) : (i: number) => i;
  if (module.bitsAllocated === 32) return unpack32(view, module, isLittleEndian, at);
  const { bitsAllocated, bitsStored, highBit, isSigned } = module;
  const shift = highBit + 1 - bitsStored;
  const mask = (1 << bitsStored) - 1;
  const sign = isSigned ? 1 << (bitsStored - 1) : 0;
  const values = isSigned ? new Int16Array(count) : bitsStored <= 8 ? new Uint8Array(count) : new Uint16Array(count);
  const isByte = bitsAllocated === 8;
  for (let i = 0; i < count; i++) {
    const container = isByte ? bytes[at(i)]! : view.getUint16(2 * at(i), isLittleEndian);
    values[i] = (((container >> shift) & mask) ^ sign) - sign;
  }
  return values;
}

function fromPlanes(count: number): (i: number) => number {
  const plane = count / 3;
  return (i) => (i % 3) * plane + Math.floor(i / 3);
}

function unpack32(
  view: DataView,
  module: PixelModule,
  isLittleEndian: boolean,
  at: (i: number) => number,
): StoredValues {
  const { bitsStored, highBit, isSigned } = module;
  const values = new Float64Array(sampleCount(module)).map((_, i) => {
    const atTop = view.getInt32(4 * at(i), isLittleEndian) << (31 - highBit);
    return isSigned ? atTop >> (32 - bitsStored) : atTop >>> (32 - bitsStored);
  });
  return values.some((value) => value > 0x7fffffff) ? Uint32Array.from(values) : Int32Array.from(values);
}

/** 1-bit images: pixels lie without gaps, also from frame to frame, the first in the lowest bit. */
export function unpackBits(bytes: Uint8Array, firstBit: number, count: number): Uint8Array {
  return new Uint8Array(count).map((_, i) => (bytes[(firstBit + i) >> 3]! >> ((firstBit + i) & 7)) & 1);
}
