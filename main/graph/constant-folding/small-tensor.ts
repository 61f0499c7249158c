/** Tensors of a few elements as plain numbers, for what is computed before a graph runs. */
import type { Tensor, TensorType } from '../../domain/tensor.ts';
import { sizeOf } from '../../domain/tensor.ts';

/** Row-major. An int64 beyond ±2⁵³ (an end that means "to the last element") is near its value only. */
export interface Numbers {
  readonly type: TensorType;
  readonly dims: readonly number[];
  readonly values: readonly number[];
}

const LARGEST_INT64 = 2n ** 63n - 1n;

export function toNumbers({ type, dims, data }: Tensor): Numbers {
  return { type, dims, values: Array.from(data as ArrayLike<number | bigint>, Number) };
}

export function toTensor({ type, dims, values }: Numbers): Tensor {
  const data = {
    float32: () => Float32Array.from(values),
    int64: () => BigInt64Array.from(values, toInt64),
    int32: () => Int32Array.from(values),
    bool: () => Uint8Array.from(values, (value) => Number(value !== 0)),
    uint8: () => Uint8Array.from(values),
  };
  return { type, dims, data: data[type]() };
}

function toInt64(value: number): bigint {
  if (Math.abs(value) < 2 ** 63) return BigInt(Math.trunc(value));
  return value > 0 ? LARGEST_INT64 : -LARGEST_INT64 - 1n;
}

/** Elements between neighbours along each axis. */
function stridesOf(dims: readonly number[]): number[] {
  return dims.map((_, axis) => sizeOf(dims.slice(axis + 1)));
}

/** A tensor whose element at `position` is the source's element at `pick(position)`. */
export function rearrange(
  { type, dims: from, values }: Numbers,
  dims: readonly number[],
  pick: (position: readonly number[]) => readonly number[],
): Numbers {
  const strides = stridesOf(from);
  const result = Array.from(positions(dims), (position) => {
    const source = pick(position);
    return values[strides.reduce((offset, stride, axis) => offset + stride * source[axis]!, 0)]!;
  });
  return { type, dims, values: result };
}

function* positions(dims: readonly number[]): Generator<readonly number[]> {
  const strides = stridesOf(dims);
  for (let index = 0; index < sizeOf(dims); index++) {
    yield dims.map((size, axis) => Math.floor(index / strides[axis]!) % size);
  }
}

/** Repeats a tensor along axes of size 1 and new leading axes (numpy's broadcasting). */
export function broadcastTo(tensor: Numbers, dims: readonly number[]): Numbers {
  if (tensor.dims.join() === dims.join()) return tensor;
  const leading = dims.length - tensor.dims.length;
  return rearrange(tensor, dims, (position) =>
    tensor.dims.map((size, axis) => (size === 1 ? 0 : position[axis + leading]!)),
  );
}

/** The shape that all of these broadcast to. */
export function commonDims(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = shapes.map((shape) => shape[shape.length - rank + axis] ?? 1);
    return sizes.find((size) => size !== 1) ?? 1;
  });
}
