import type { TensorType } from '../../domain/tensor.ts';

/** TensorProto.DataType, the part that has a place in our tensors. */
export const elementTypes = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
} as const satisfies Record<TensorType, number>;

/** Read as float32. */
export const FLOAT16 = 10;
export const DOUBLE = 11;
export const BFLOAT16 = 16;

/** Read as the next wider type that tensors have. */
export const INT8 = 3;
export const UINT16 = 4;
export const INT16 = 5;
export const UINT32 = 12;
export const UINT64 = 13;

const tensorTypes = new Map<number, TensorType>([
  [elementTypes.float32, 'float32'],
  [FLOAT16, 'float32'],
  [DOUBLE, 'float32'],
  [BFLOAT16, 'float32'],
  [INT8, 'int32'],
  [UINT16, 'int32'],
  [INT16, 'int32'],
  [UINT32, 'int64'],
  [UINT64, 'int64'],
  [elementTypes.uint8, 'uint8'],
  [elementTypes.int32, 'int32'],
  [elementTypes.int64, 'int64'],
  [elementTypes.bool, 'bool'],
]);

/** The tensor type that holds a TensorProto.DataType, or undefined where none does. */
export function tensorTypeOf(elementType: number): TensorType | undefined {
  return tensorTypes.get(elementType);
}
