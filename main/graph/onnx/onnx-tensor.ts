/** TensorProto to and from our tensors. Raw bytes are little-endian, as is every machine that Node runs on. */
import type { BinaryReader } from '@bufbuild/protobuf/wire';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { clauseOf, type Clause } from '../../domain/messages/clause.ts';
import type { Tensor, TensorData } from '../../domain/tensor.ts';
import { sizeOf } from '../../domain/tensor.ts';
import {
  BFLOAT16,
  DOUBLE,
  FLOAT16,
  INT16,
  INT8,
  UINT16,
  UINT32,
  UINT64,
  elementTypes,
  tensorTypeOf,
} from '../ir/element-types.ts';
import { readBigInt, readInteger, readMessage, repeated, writeString } from './onnx-wire.ts';
import { UnsupportedGraph } from '../ir/unsupported-graph.ts';

interface TensorFields {
  name: string;
  dims: number[];
  elementType: number;
  raw: Uint8Array | undefined;
  isExternal: boolean;
  floats: number[];
  int32s: number[];
  int64s: bigint[];
  doubles: number[];
  /** Values of uint32 and uint64 tensors. */
  uint64s: bigint[];
}

const EXTERNAL = 1;

function readTensorFields(bytes: Uint8Array): TensorFields {
  const fields: TensorFields = {
    name: '',
    dims: [],
    elementType: 0,
    raw: undefined,
    isExternal: false,
    floats: [],
    int32s: [],
    int64s: [],
    doubles: [],
    uint64s: [],
  };
  readMessage(bytes, {
    1: repeated(fields.dims, readInteger),
    2: (reader) => (fields.elementType = reader.int32()),
    4: repeated(fields.floats, (reader: BinaryReader) => reader.float()),
    5: repeated(fields.int32s, (reader: BinaryReader) => reader.int32()),
    7: repeated(fields.int64s, readBigInt),
    8: (reader) => (fields.name = reader.string()),
    9: (reader) => (fields.raw = reader.bytes()),
    10: repeated(fields.doubles, (reader: BinaryReader) => reader.double()),
    11: repeated(fields.uint64s, readBigInt),
    14: (reader) => (fields.isExternal = reader.int32() === EXTERNAL),
  });
  return fields;
}

/** IEEE 754 binary16. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The upper half of a binary32 (Intel 2018). */
function bfloat16ToNumber(bits: number): number {
  return new Float32Array(Uint32Array.of(bits * 2 ** 16).buffer)[0]!;
}

/** The elements in a buffer of their own: raw data lies unaligned in the file. */
function elements(fields: TensorFields): TensorData {
  const { elementType, raw, floats, int32s, int64s, doubles } = fields;
  const buffer = raw === undefined ? undefined : new Uint8Array(raw).buffer;
  switch (elementType) {
    case elementTypes.float32:
      return buffer ? new Float32Array(buffer) : Float32Array.from(floats);
    case FLOAT16:
      return Float32Array.from(buffer ? new Uint16Array(buffer) : int32s, halfToNumber);
    case DOUBLE:
      return Float32Array.from(buffer ? new Float64Array(buffer) : doubles);
    case BFLOAT16:
      return Float32Array.from(buffer ? new Uint16Array(buffer) : int32s, bfloat16ToNumber);
    case INT8:
      return Int32Array.from(buffer ? new Int8Array(buffer) : int32s);
    case INT16:
      return Int32Array.from(buffer ? new Int16Array(buffer) : int32s);
    case UINT16:
      return Int32Array.from(buffer ? new Uint16Array(buffer) : int32s);
    case UINT32:
      return BigInt64Array.from(buffer ? Array.from(new Uint32Array(buffer), BigInt) : fields.uint64s);
    case UINT64:
      return BigInt64Array.from(buffer ? new BigUint64Array(buffer) : fields.uint64s);
    case elementTypes.int64:
      return buffer ? new BigInt64Array(buffer) : BigInt64Array.from(int64s);
    case elementTypes.int32:
      return buffer ? new Int32Array(buffer) : Int32Array.from(int32s);
    default:
      return buffer ? new Uint8Array(buffer) : Uint8Array.from(int32s);
  }
}

/** A TensorProto; reals become float32 and integers the next wider type that tensors have. `at` puts the tensor's place before a reason. */
export function readTensor(
  bytes: Uint8Array,
  at: (reason: Clause, name: string) => Clause,
): { name: string; tensor: Tensor } {
  const fields = readTensorFields(bytes);
  const refusal = (reason: Clause): UnsupportedGraph => new UnsupportedGraph(at(reason, fields.name));
  const type = tensorTypeOf(fields.elementType);
  if (type === undefined) throw refusal(clauseOf('graph.type-not-handled', { type: fields.elementType }));
  if (fields.isExternal) throw refusal(clauseOf('graph.external-data', {}));
  const data = elements(fields);
  if (data.length !== sizeOf(fields.dims)) {
    throw refusal(clauseOf('graph.values-misfit', { count: data.length, dims: fields.dims }));
  }
  return { name: fields.name, tensor: { type, dims: fields.dims, data } };
}

/** The fields of a TensorProto as bytes to follow each other, the values as raw data that is not copied. */
export function tensorParts(name: string, { type, dims, data }: Tensor): readonly Uint8Array[] {
  const writer = new BinaryWriter();
  for (const dim of dims) writer.tag(1, WireType.Varint).int64(dim);
  writer.tag(2, WireType.Varint).int32(elementTypes[type]);
  if (name !== '') writeString(writer, 8, name);
  writer.tag(9, WireType.LengthDelimited).uint32(data.byteLength);
  return [writer.finish(), new Uint8Array(data.buffer, data.byteOffset, data.byteLength)];
}

/** Writes the fields of a TensorProto. */
export function writeTensor(writer: BinaryWriter, name: string, tensor: Tensor): void {
  for (const part of tensorParts(name, tensor)) writer.raw(part);
}
