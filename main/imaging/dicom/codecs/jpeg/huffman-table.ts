import { undecodable } from '../decoded-samples.ts';
import type { BitReader } from './bit-reader.ts';

/** For each 16 bits that may come next: the symbol's code length in the high byte (0: no symbol), the symbol in the low one. */
export type HuffmanTable = Uint16Array;

/** Builds the table from the number of codes of each length, 1 to 16, and their symbols. ITU-T T.81 annex C. */
function buildHuffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const table = new Uint16Array(1 << 16);
  let at = 0;
  let symbol = 0;
  counts.forEach((count, i) => {
    const span = 1 << (15 - i);
    for (let k = 0; k < count; k++, at += span) {
      if (at + span > table.length) throw undecodable('JPEG');
      table.fill(((i + 1) << 8) | symbols[symbol++]!, at, at + span);
    }
  });
  return table;
}

/** The tables of a DHT segment, by class (0 DC, 1 AC) and destination: `class * 16 + destination`. */
export function readHuffmanTables(payload: Uint8Array): ReadonlyMap<number, HuffmanTable> {
  const tables = new Map<number, HuffmanTable>();
  for (let at = 0; at < payload.length;) {
    const counts = payload.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (counts.length < 16 || at + 17 + total > payload.length) throw undecodable('JPEG');
    tables.set(payload[at]!, buildHuffmanTable(counts, payload.subarray(at + 17, at + 17 + total)));
    at += 17 + total;
  }
  return tables;
}

export function decodeSymbol(reader: BitReader, table: HuffmanTable): number {
  const entry = table[reader.peek16()]!;
  if (entry === 0) throw undecodable('JPEG');
  reader.skip(entry >> 8);
  return entry & 255;
}

/** A signed value of a number of bits, T.81 F.2.2.1 (EXTEND). */
export function receive(reader: BitReader, length: number): number {
  if (length === 0) return 0;
  if (length > 16) throw undecodable('JPEG');
  const bits = reader.take(length);
  return bits < 1 << (length - 1) ? bits + 1 - (1 << length) : bits;
}
