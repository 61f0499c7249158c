/**
 * The entries of a ZIP file (PKWARE APPNOTE 6.3), stored or deflated, also above 4 GB (ZIP64). PyTorch stores tensors
 * without packing, so that their bytes are views of the file: fflate reads no ZIP64 directory, and zip.js copies what it
 * reads, which would double the memory of a file of gigabytes. Sizes are checked before memory is taken.
 */
import { inflateSync } from 'fflate';
import { unreadable, type UnreadableWeights } from './unreadable-weights.ts';

export interface Zip {
  readonly names: readonly string[];
  /** The entry's bytes, those of the file itself where they are stored. Throws `UnreadableWeights`. */
  read(name: string): Uint8Array;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
};
const END_LENGTH = 22;
const LOCATOR_LENGTH = 20;
const CENTRAL_LENGTH = 46;
const LOCAL_LENGTH = 30;
/** Bytes of the longest comment at the end. */
const LONGEST_COMMENT = 0xffff;
const IN_ZIP64 = 0xffffffff;
const ZIP64_FIELD = 1;
/** The best ratio that deflate can reach: an entry that claims more is damaged or a zip bomb. */
const BEST_RATIO = 1032;

export function isZip(bytes: Uint8Array): boolean {
  return bytes.length >= END_LENGTH && viewOf(bytes).getUint32(0, true) === signatures.local;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

const cutOff = (): UnreadableWeights => unreadable('weights.zip-cut-off', {});

function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  for (let at = view.byteLength - END_LENGTH; at >= first; at--) {
    if (view.getUint32(at, true) === signatures.end) return at;
  }
  throw cutOff();
}

/** Where the directory lies and how many entries it has. */
function findDirectory(view: DataView): { count: number; at: number } {
  const end = findEnd(view);
  const locator = end - LOCATOR_LENGTH;
  if (locator >= 0 && view.getUint32(locator, true) === signatures.locator64) {
    const end64 = Number(view.getBigUint64(locator + 8, true));
    if (end64 + 56 > view.byteLength || view.getUint32(end64, true) !== signatures.end64) throw cutOff();
    return {
      count: Number(view.getBigUint64(end64 + 32, true)),
      at: Number(view.getBigUint64(end64 + 48, true)),
    };
  }
  return { count: view.getUint16(end + 10, true), at: view.getUint32(end + 16, true) };
}

/** The 64-bit sizes and place, in this order, of those that don't fit the 32-bit fields. */
function readZip64(extra: DataView, fields: readonly number[]): number[] {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== ZIP64_FIELD) continue;
    let from = at + 4;
    return fields.map((field) => {
      if (field !== IN_ZIP64) return field;
      from += 8;
      return Number(extra.getBigUint64(from - 8, true));
    });
  }
  return [...fields];
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): { entry: Entry; next: number } {
  if (view.getUint32(at, true) !== signatures.central) throw cutOff();
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
    number,
    number,
    number,
  ];
  const nameEnd = at + CENTRAL_LENGTH + nameLength;
  const extra = viewOf(bytes.subarray(nameEnd, nameEnd + extraLength));
  const fields = [24, 20, 42].map((field) => view.getUint32(at + field, true));
  const [size, packed, place] = readZip64(extra, fields) as [number, number, number];
  const entry = {
    name: new TextDecoder().decode(bytes.subarray(at + CENTRAL_LENGTH, nameEnd)),
    isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    method: view.getUint16(at + 10, true),
    packed,
    size,
    at: place,
  };
  return { entry, next: nameEnd + extraLength + commentLength };
}

function readDirectory(bytes: Uint8Array): Map<string, Entry> {
  const view = viewOf(bytes);
  const { count, at } = findDirectory(view);
  const entries = new Map<string, Entry>();
  let next = at;
  for (let index = 0; index < count; index++) {
    const read = readEntry(bytes, view, next);
    entries.set(read.entry.name, read.entry);
    next = read.next;
  }
  return entries;
}

function inflate(packed: Uint8Array, { name, size }: Entry): Uint8Array {
  const damaged = (): UnreadableWeights => unreadable('weights.part-damaged', { part: name });
  if (size > packed.length * BEST_RATIO) throw damaged();
  let inflated: Uint8Array;
  try {
    inflated = inflateSync(packed, { out: new Uint8Array(size) });
  } catch {
    throw damaged();
  }
  if (inflated.length !== size) throw damaged();
  return inflated;
}

function readData(bytes: Uint8Array, entry: Entry): Uint8Array {
  const { name, method, packed, size, at, isEncrypted } = entry;
  if (isEncrypted) throw unreadable('weights.part-encrypted', { part: name });
  const view = viewOf(bytes);
  if (view.getUint32(at, true) !== signatures.local) throw cutOff();
  const from = at + LOCAL_LENGTH + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const data = bytes.subarray(from, from + packed);
  if (data.length !== packed) throw cutOff();
  if (method === 8) return inflate(data, entry);
  if (method !== 0) throw unreadable('weights.part-method', { part: name, method });
  if (size !== packed) throw unreadable('weights.part-damaged', { part: name });
  return data;
}

/** Any read outside the file means that a part of it is not there. */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof RangeError ? cutOff() : error;
  }
}

/** Throws `UnreadableWeights`. */
export function openZip(bytes: Uint8Array): Zip {
  const entries = guarded(() => readDirectory(bytes));
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name);
      if (entry === undefined) throw unreadable('weights.part-missing', { part: name });
      return guarded(() => readData(bytes, entry));
    },
  };
}
