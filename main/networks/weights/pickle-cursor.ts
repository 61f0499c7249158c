/** Reads the arguments of pickle instructions; every read beyond the end throws `UnreadableWeights`. */
import { unreadable } from './unreadable-weights.ts';

/** Longer integers are no part of any state dict. Bytes. */
const LONGEST_INTEGER = 255;
/** A class name ends within it. Bytes. */
const LONGEST_LINE = 1024;

export interface Cursor {
  readonly position: number;
  u8(): number;
  u16(): number;
  u32(): number;
  i32(): number;
  /** Big-endian, as pickles store floats alone. */
  f64(): number;
  /** A 64-bit length or index. */
  u64(): number;
  text(length: number): string;
  /** Up to the next line feed. */
  line(): string;
  /** Two's complement, little-endian. */
  integer(length: number): number | bigint;
}

export function createCursor(bytes: Uint8Array, start = 0): Cursor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let position = start;
  function take(length: number): number {
    if (length > bytes.length - position) throw unreadable('weights.pickle-cut-off', {});
    position += length;
    return position - length;
  }
  function text(length: number): string {
    const from = take(length);
    try {
      return utf8.decode(bytes.subarray(from, from + length));
    } catch {
      throw unreadable('weights.pickle-text', {});
    }
  }
  return {
    get position() {
      return position;
    },
    u8: () => view.getUint8(take(1)),
    u16: () => view.getUint16(take(2), true),
    u32: () => view.getUint32(take(4), true),
    i32: () => view.getInt32(take(4), true),
    f64: () => view.getFloat64(take(8)),
    u64: () => Number(view.getBigUint64(take(8), true)),
    text,
    line() {
      const length = bytes.subarray(position, position + LONGEST_LINE).indexOf(0x0a);
      if (length < 0) throw unreadable('weights.pickle-cut-off', {});
      const line = text(length);
      take(1);
      return line;
    },
    integer(length) {
      if (length > LONGEST_INTEGER) throw unreadable('weights.pickle-integer', { bytes: length });
      const from = take(length);
      let value = 0n;
      for (let index = length - 1; index >= 0; index--) value = (value << 8n) | BigInt(bytes[from + index]!);
      const signed = BigInt.asIntN(8 * length, value);
      const narrow = Number(signed); // Infinity from 128 bytes on
      return Number.isSafeInteger(narrow) ? narrow : signed;
    },
  };
}
