/**
 * The safetensors format (Hugging Face): a 64-bit length, a JSON header with type, shape and place of each tensor, and
 * the values one behind the other.
 */
import type { Outcome } from '../../domain/outcome.ts';
import { ownEntry } from '../../domain/own-entry.ts';
import { sizeOf, type Tensor, type TensorType } from '../../domain/tensor.ts';
import { bytesOf, tensorOf, type ElementType } from './elements.ts';
import { reading, unreadable } from './unreadable-weights.ts';

export interface Safetensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** The file's `__metadata__`. */
  readonly metadata: ReadonlyMap<string, string>;
}

const elementTypes: Readonly<Record<string, ElementType>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U8: 'uint8',
  BOOL: 'bool',
};

const writtenTypes: Readonly<Record<TensorType, string>> = {
  float32: 'F32',
  int64: 'I64',
  int32: 'I32',
  uint8: 'U8',
  bool: 'BOOL',
};

/** As the reference implementation allows. */
const LONGEST_HEADER = 100_000_000;
const PREFIX = 8;
/** Values begin at a multiple of it, so that readers need no copy. */
const ALIGNMENT = 8;

/** Whether the bytes begin as such a file does. */
export function isSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length < PREFIX + 2) return false;
  const length = headerLength(bytes);
  return length >= 2n && length <= BigInt(bytes.length - PREFIX) && bytes[PREFIX] === 0x7b;
}

function headerLength(bytes: Uint8Array): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true);
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; values: Uint8Array } {
  if (bytes.length < PREFIX) throw unreadable('weights.no-header', {});
  const length = headerLength(bytes);
  if (length > BigInt(Math.min(LONGEST_HEADER, bytes.length - PREFIX))) {
    throw unreadable('weights.header-too-long', { bytes: Number(length) });
  }
  const end = PREFIX + Number(length);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(PREFIX, end)));
  } catch {
    throw unreadable('weights.header-not-json', {});
  }
  if (!isRecord(header)) throw unreadable('weights.header-no-object', {});
  return { header, values: bytes.subarray(end) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Entry {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly begin: number;
  readonly end: number;
}

const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const areSizes = (value: unknown): value is number[] => Array.isArray(value) && value.every(isSize);

function readEntry(name: string, entry: unknown): Entry {
  if (!isRecord(entry)) throw unreadable('weights.tensor-undescribed', { tensor: name });
  const { dtype, shape, data_offsets: offsets } = entry;
  const type = typeof dtype === 'string' ? ownEntry(elementTypes, dtype) : undefined;
  if (type === undefined) {
    throw unreadable('weights.tensor-type', { tensor: name, type: JSON.stringify(dtype) });
  }
  if (!areSizes(shape)) throw unreadable('weights.tensor-shape', { tensor: name });
  if (!areSizes(offsets) || offsets.length !== 2) {
    throw unreadable('weights.tensor-place', { tensor: name });
  }
  const [begin, end] = offsets as [number, number];
  if (end - begin !== bytesOf(type, sizeOf(shape))) {
    throw unreadable('weights.tensor-bytes', {
      tensor: name,
      bytes: end - begin,
      type: dtype as string,
      dims: shape,
    });
  }
  return { name, type, dims: shape, begin, end };
}

/** As the format demands: every byte of the values belongs to exactly one tensor. */
function checkPlaces(entries: readonly Entry[], length: number): void {
  let at = 0;
  for (const { name, begin, end } of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin < at) throw unreadable('weights.tensor-overlap', { tensor: name });
    if (begin > at) throw unreadable('weights.tensor-gap', { tensor: name });
    at = end;
  }
  if (at > length) throw unreadable('weights.cut-off', {});
  if (at < length) throw unreadable('weights.surplus', { bytes: length - at });
}

function readMetadata(value: unknown): ReadonlyMap<string, string> {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Float16, bfloat16 and float64 become float32; values are not copied where they lie aligned. Fault: `weights.unreadable`. */
export function readSafetensors(bytes: Uint8Array, file: string): Outcome<Safetensors> {
  return reading({ file, format: 'safetensors' }, () => {
    const { header, values } = readHeader(bytes);
    const { __metadata__: metadata, ...described } = header;
    const entries = Object.entries(described).map(([name, entry]) => readEntry(name, entry));
    checkPlaces(entries, values.length);
    const tensors = entries.map(
      ({ name, type, dims, begin, end }) => [name, tensorOf(type, dims, values.subarray(begin, end))] as const,
    );
    return { tensors: new Map(tensors), metadata: readMetadata(metadata) };
  });
}

/** The tensors in the order of the map; the header is padded with spaces. The same input gives the same bytes. */
export function writeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  // By size of element, so that each begins at a multiple of its own.
  const ordered = [...tensors].toSorted(([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT);
  let at = 0;
  const described = ordered.map(([name, { type, dims, data }]) => {
    const begin = at;
    at += data.byteLength;
    return [name, { dtype: writtenTypes[type], shape: dims, data_offsets: [begin, at] }] as const;
  });
  const withMetadata = Object.keys(metadata).length > 0 ? [['__metadata__', metadata] as const] : [];
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries([...withMetadata, ...described])));
  const length = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(PREFIX + length + at).fill(0x20, PREFIX, PREFIX + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(json, PREFIX);
  let place = PREFIX + length;
  for (const [, { data }] of ordered) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), place);
    place += data.byteLength;
  }
  return bytes;
}
