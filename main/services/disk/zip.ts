/**
 * ZIP files (PKWARE's APPNOTE 6.3): the list of entries, and one entry at a time into memory. Nothing is unpacked to the
 * disk, and no more bytes are made than an entry says and the limits allow.
 */
import type { FileHandle } from 'node:fs/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { faultError } from '../../domain/faults/fault.ts';
import { mostBytesOfFile, readAt } from './read-regular-file.ts';

export interface ZipEntry {
  /** With slashes between folders, as the file has it: it may lead anywhere. */
  readonly name: string;
  readonly size: number;
  readonly packedSize: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const zipLimits = {
  entries: 100_000,
  /** The list of entries may have these. */
  directoryBytes: 64 * 1024 * 1024,
  /** All entries together, unpacked. */
  bytes: 64 * 1024 ** 3,
  /** A blank image may be packed a thousand to one; large ones are not. */
  ratio: 100,
  /** Up to which the ratio does not matter: of an entry, and of all. */
  smallEntry: 64 * 1024 * 1024,
  smallArchive: 1024 ** 3,
} as const;

const PIECE = 256 * 1024;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record has 22 bytes and a comment of at most 65,535. */
const LONGEST_END = 22 + 0xffff;

const damaged = () => faultError('archive.damaged', {});
const tooLarge = () => faultError('archive.too-large', {});

/** True for bytes that begin like a ZIP file, an empty one included. */
export const startsLikeZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

/** @throws FaultError `archive.damaged`, `archive.too-large` */
export async function readZipEntries(handle: FileHandle, size: number): Promise<ZipEntry[]> {
  const { count, length, offset } = await findDirectory(handle, size);
  if (count > zipLimits.entries || length > zipLimits.directoryBytes) throw tooLarge();
  if (offset + length > size) throw damaged();
  const bytes = await readAt(handle, offset, length);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count;) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw damaged();
    const end = at + 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (end > bytes.length) throw damaged();
    entries.push(readEntry(bytes.subarray(at, end)));
    at = end;
  }
  requirePossible(entries, size);
  return entries;
}

interface Directory {
  readonly count: number;
  readonly length: number;
  readonly offset: number;
}

async function findDirectory(handle: FileHandle, size: number): Promise<Directory> {
  const start = Math.max(0, size - LONGEST_END);
  const tail = await readAt(handle, start, size - start);
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END || at + 22 + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const directory = {
      count: tail.readUInt16LE(at + 10),
      length: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
    const isWide = directory.count === 0xffff || directory.length === 0xffffffff || directory.offset === 0xffffffff;
    return isWide ? findWideDirectory(handle, start + at) : directory;
  }
  throw damaged();
}

/** ZIP64, by its locator before the end record. */
async function findWideDirectory(handle: FileHandle, end: number): Promise<Directory> {
  if (end < 20) throw damaged();
  const locator = await readAt(handle, end - 20, 20);
  if (locator.readUInt32LE(0) !== LOCATOR_64) throw damaged();
  const record = await readAt(handle, toNumber(locator.readBigUInt64LE(8)), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== END_64) throw damaged();
  return {
    count: toNumber(record.readBigUInt64LE(32)),
    length: toNumber(record.readBigUInt64LE(40)),
    offset: toNumber(record.readBigUInt64LE(48)),
  };
}

function toNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged();
  return Number(value);
}

function readEntry(bytes: Buffer): ZipEntry {
  const flags = bytes.readUInt16LE(8);
  const nameEnd = 46 + bytes.readUInt16LE(28);
  const narrow = [bytes.readUInt32LE(24), bytes.readUInt32LE(20), bytes.readUInt32LE(42)];
  const wide = narrow.includes(0xffffffff) ? wideValues(bytes.subarray(nameEnd, nameEnd + bytes.readUInt16LE(30))) : [];
  const [size, packedSize, offset] = narrow.map((value) => {
    if (value !== 0xffffffff) return value;
    const next = wide.shift();
    if (next === undefined) throw damaged();
    return next;
  });
  return {
    name: decodeName(bytes.subarray(46, nameEnd), (flags & 0x800) !== 0),
    size: size!,
    packedSize: packedSize!,
    method: bytes.readUInt16LE(10),
    isEncrypted: (flags & 1) !== 0,
    crc: bytes.readUInt32LE(16),
    offset: offset!,
  };
}

/** The values of the ZIP64 extra field: those that the record itself has no room for, in its order. */
function wideValues(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) !== 1 || at + 4 + length > extra.length) continue;
    return Array.from({ length: Math.floor(length / 8) }, (_, i) => toNumber(extra.readBigUInt64LE(at + 4 + 8 * i)));
  }
  return [];
}

/** Programs write UTF-8 without saying so; what is no UTF-8 is at least told apart. */
function decodeName(bytes: Buffer, isUtf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: !isUtf8 }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

/** Checked before anything is unpacked: by what the entries claim, which `readZipEntry` holds them to. */
function requirePossible(entries: readonly ZipEntry[], size: number): void {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > zipLimits.bytes || (total > zipLimits.smallArchive && total > zipLimits.ratio * size)) throw tooLarge();
  // Entries that share their bytes are how small archives claim much.
  let end = 0;
  for (const { offset, packedSize } of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < end) throw tooLarge();
    end = offset + packedSize;
  }
}

/** @throws FaultError `archive.encrypted`, `archive.unknown-method`, `archive.entry-damaged`, `file.too-large`, … */
export async function readZipEntry(handle: FileHandle, entry: ZipEntry): Promise<Uint8Array> {
  const { size, packedSize, method } = entry;
  if (entry.isEncrypted) throw faultError('archive.encrypted', {});
  if (method !== 0 && method !== 8) throw faultError('archive.unknown-method', {});
  if (Math.max(size, packedSize) > mostBytesOfFile) throw faultError('file.too-large', {});
  if (size > zipLimits.smallEntry && size > zipLimits.ratio * packedSize) throw tooLarge();
  const header = await readAt(handle, entry.offset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL) throw faultError('archive.entry-damaged', {});
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = await readAt(handle, start, packedSize);
  const bytes = method === 0 ? packed : await unpack(packed, size);
  if (bytes.length !== size || crc32(bytes) !== entry.crc) throw faultError('archive.entry-damaged', {});
  return bytes;
}

/** Piece by piece into the bytes that it has room for: to join the pieces at the end would take twice the memory. */
async function unpack(packed: Uint8Array, size: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(size);
  let filled = 0;
  try {
    for await (const piece of createInflateRaw({ chunkSize: PIECE }).end(packed) as AsyncIterable<Buffer>) {
      // More than there is room for throws.
      bytes.set(piece, filled);
      filled += piece.length;
    }
  } catch (error) {
    throw faultError('archive.entry-damaged', {}, error);
  }
  return bytes.subarray(0, filled);
}
