/** Tensors of a PyTorch file from the storages that they look at. */
import { sizeOf, type Tensor } from '../../domain/tensor.ts';
import { bytesOf, tensorOf, type ElementType } from './elements.ts';
import type { Storage, StridedTensor } from './pickle-values.ts';
import { unreadable } from './unreadable-weights.ts';

const elementTypes = new Map<string, ElementType>([
  ['FloatStorage', 'float32'],
  ['HalfStorage', 'float16'],
  ['BFloat16Storage', 'bfloat16'],
  ['DoubleStorage', 'float64'],
  ['LongStorage', 'int64'],
  ['IntStorage', 'int32'],
  ['ShortStorage', 'int16'],
  ['CharStorage', 'int8'],
  ['ByteStorage', 'uint8'],
  ['BoolStorage', 'bool'],
]);

/**
 * Tensors that are not dense are written out, but not without end: elements beyond those of the storages. Each takes eight
 * bytes meanwhile, and a file of a kilobyte may claim them all.
 */
const MOST_WRITTEN_OUT = 2 ** 24;

export function elementTypeOf({ type }: Storage): ElementType {
  const elementType = elementTypes.get(type);
  if (elementType === undefined) throw unreadable('weights.type-not-handled', { type });
  return elementType;
}

function isDense({ size, stride }: StridedTensor): boolean {
  let step = 1;
  for (let axis = size.length - 1; axis >= 0; axis--) {
    if (size[axis] !== 1 && stride[axis] !== step) return false;
    step *= size[axis]!;
  }
  return true;
}

/** Places in the storage of the elements, in the order of rows. */
function placesOf({ size, stride, offset }: StridedTensor): Uint32Array {
  const places = new Uint32Array(sizeOf(size));
  const index = size.map(() => 0);
  let place = offset;
  for (let at = 0; at < places.length; at++) {
    places[at] = place;
    for (let axis = size.length - 1; axis >= 0; axis--) {
      place += stride[axis]!;
      index[axis]! += 1;
      if (index[axis]! < size[axis]!) break;
      place -= stride[axis]! * size[axis]!;
      index[axis] = 0;
    }
  }
  return places;
}

function gather<T extends Tensor['data']>(data: T, places: Uint32Array): T {
  const Row = data.constructor as new (length: number) => T;
  const gathered = new Row(places.length);
  for (let index = 0; index < places.length; index++) gathered[index] = data[places[index]!]!;
  return gathered;
}

function checkInside({ storage, offset, size, stride }: StridedTensor): void {
  const last = size.reduce((at, length, axis) => at + (length - 1) * stride[axis]!, offset);
  const isEmpty = size.includes(0);
  if (!isEmpty && last >= storage.count) throw unreadable('weights.tensor-beyond-storage', {});
  if (isEmpty && offset > storage.count) throw unreadable('weights.tensor-beyond-storage', {});
}

/** Makes tensors of one file; each storage is decoded once. Dense tensors share its memory. */
export function createTensors(read: (storage: Storage) => Uint8Array): (tensor: StridedTensor) => Tensor {
  const decoded = new Map<string, Tensor>();
  let allowance = MOST_WRITTEN_OUT;
  function decode(storage: Storage): Tensor {
    const name = `${storage.type} ${storage.key}`;
    const known = decoded.get(name);
    if (known !== undefined) return known;
    const type = elementTypeOf(storage);
    const bytes = read(storage);
    if (bytes.length < bytesOf(type, storage.count)) throw unreadable('weights.storage-short', {});
    const row = tensorOf(type, [storage.count], bytes.subarray(0, bytesOf(type, storage.count)));
    allowance += storage.count;
    decoded.set(name, row);
    return row;
  }
  return (tensor) => {
    checkInside(tensor);
    const { type, data } = decode(tensor.storage);
    const { size: dims, offset } = tensor;
    const count = sizeOf(dims);
    if (isDense(tensor)) return { type, dims, data: data.subarray(offset, offset + count) };
    allowance -= count;
    if (!(allowance >= 0)) throw unreadable('weights.endless', {});
    return { type, dims, data: gather(data, placesOf(tensor)) };
  };
}
