export type TensorType = 'float32' | 'int64' | 'int32' | 'bool' | 'uint8';

export type TensorData<T extends TensorType = TensorType> = T extends 'float32'
  ? Float32Array
  : T extends 'int64'
    ? BigInt64Array
    : T extends 'int32'
      ? Int32Array
      : Uint8Array;

/** A dense tensor, row-major. Booleans are bytes 0 and 1. Treated as immutable everywhere. */
export interface Tensor {
  readonly type: TensorType;
  readonly dims: readonly number[];
  readonly data: TensorData;
}

export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

export function float32(dims: readonly number[], data: Float32Array | readonly number[]): Tensor {
  const values = data instanceof Float32Array ? data : Float32Array.from(data);
  if (values.length !== sizeOf(dims)) throw new Error(`${values.length} values do not fill [${dims.join(', ')}]`);
  return { type: 'float32', dims, data: values };
}

export function int64(dims: readonly number[], data: readonly number[]): Tensor {
  return { type: 'int64', dims, data: BigInt64Array.from(data, BigInt) };
}

export function scalar(value: number): Tensor {
  return float32([], [value]);
}
