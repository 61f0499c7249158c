/** Stored numbers to tensors. Files are little-endian, as is every machine that Node runs on. */
import { sizeOf, type Tensor, type TensorData, type TensorType } from '../../domain/tensor.ts';
import { unreadable } from './unreadable-weights.ts';

/** Element types of weight files; floats of any width become float32, integers the next wider type that we have. */
export type ElementType =
  'float32' | 'float16' | 'bfloat16' | 'float64' | 'int64' | 'int32' | 'int16' | 'int8' | 'uint8' | 'bool';

const bytesPerElement: Readonly<Record<ElementType, number>> = {
  float32: 4,
  float16: 2,
  bfloat16: 2,
  float64: 8,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
};

const tensorTypes: Readonly<Record<ElementType, TensorType>> = {
  float32: 'float32',
  float16: 'float32',
  bfloat16: 'float32',
  float64: 'float32',
  int64: 'int64',
  int32: 'int32',
  int16: 'int32',
  int8: 'int32',
  uint8: 'uint8',
  bool: 'bool',
};

export const bytesOf = (type: ElementType, count: number): number => bytesPerElement[type] * count;

/** The bytes at a multiple of `alignment` in their buffer: themselves where they lie so, else a copy. */
function aligned(bytes: Uint8Array, alignment: number): Uint8Array {
  return bytes.byteOffset % alignment === 0 ? bytes : new Uint8Array(bytes);
}

/** IEEE 754 binary16 to binary32, as bits: every half, subnormals and NaN too, has an exact single. */
function widenHalf(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | (fraction << 13);
  if (exponent !== 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  const shift = Math.clz32(fraction) - 21;
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}

function fromHalves(bytes: Uint8Array, widen: (bits: number) => number): Float32Array {
  const { buffer, byteOffset, length } = aligned(bytes, 2);
  const halves = new Uint16Array(buffer, byteOffset, length / 2);
  const singles = new Int32Array(halves.length);
  for (let index = 0; index < halves.length; index++) singles[index] = widen(halves[index]!);
  return new Float32Array(singles.buffer);
}

function decode(type: ElementType, bytes: Uint8Array): TensorData {
  const { buffer, byteOffset } = aligned(bytes, bytesPerElement[type]);
  const count = bytes.length / bytesPerElement[type];
  switch (type) {
    case 'float32':
      return new Float32Array(buffer, byteOffset, count);
    case 'float16':
      return fromHalves(bytes, widenHalf);
    case 'bfloat16':
      return fromHalves(bytes, (bits) => bits << 16);
    case 'float64':
      return Float32Array.from(new Float64Array(buffer, byteOffset, count));
    case 'int64':
      return new BigInt64Array(buffer, byteOffset, count);
    case 'int32':
      return new Int32Array(buffer, byteOffset, count);
    case 'int16':
      return Int32Array.from(new Int16Array(buffer, byteOffset, count));
    case 'int8':
      return Int32Array.from(new Int8Array(buffer, byteOffset, count));
    case 'uint8':
    case 'bool':
      return new Uint8Array(buffer, byteOffset, count);
  }
}

/**
 * A tensor over these bytes, without a copy where type and place allow. Throws `UnreadableWeights` when the bytes do
 * not fill the shape.
 */
export function tensorOf(type: ElementType, dims: readonly number[], bytes: Uint8Array): Tensor {
  if (bytes.length !== bytesOf(type, sizeOf(dims))) {
    throw unreadable('weights.bytes-misfit', { bytes: bytes.length, type, dims });
  }
  return { type: tensorTypes[type], dims, data: decode(type, bytes) };
}
