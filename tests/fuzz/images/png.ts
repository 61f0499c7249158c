import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { oddNumber, type Chance } from '../chance.ts';
import { changeBytes, changeOften, changeOne, changeOrder, damaged } from '../changes.ts';
import type { FuzzedParser } from '../parser.ts';
import { readPicture } from './read-picture.ts';

interface Chunk {
  readonly type: string;
  readonly value: Uint8Array;
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Those that the standard and its extensions name. */
const types = [
  ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'tEXt', 'zTXt', 'iTXt'],
  ['bKGD', 'hIST', 'pHYs', 'sPLT', 'tIME', 'eXIf', 'acTL', 'fcTL', 'fdAT', 'ABCD', 'abcd'],
].flat();

const text = (type: string, value: string): Chunk => ({ type, value: new TextEncoder().encode(value) });

function head(width: number, height: number, depth: number, colour: number, interlace = 0): Chunk {
  const value = new Uint8Array(13);
  const view = new DataView(value.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  value.set([depth, colour, 0, 0, interlace], 8);
  return { type: 'IHDR', value };
}

const samples = (colour: number): number => ({ 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 })[colour] ?? 1;

function picture(depth: number, colour: number, side = 7): Chunk[] {
  const line = 1 + Math.ceil((side * depth * samples(colour)) / 8);
  const raw = Uint8Array.from({ length: line * side }, (_, i) => (i % line === 0 ? (i / line) % 5 : (i * 37) % 256));
  const palette = { type: 'PLTE', value: Uint8Array.from({ length: 48 }, (_, i) => i * 5) };
  return [
    head(side, side, depth, colour),
    ...(colour === 3 ? [palette] : []),
    { type: 'IDAT', value: new Uint8Array(deflateSync(raw)) },
    { type: 'IEND', value: new Uint8Array() },
  ];
}

const bases = [
  ...[1, 2, 4, 8, 16].map((depth) => picture(depth, 0)),
  ...[8, 16].flatMap((depth) => [2, 4, 6].map((colour) => picture(depth, colour))),
  ...[1, 2, 4].map((depth) => picture(depth, 3)),
  [head(5, 5, 8, 0), text('tEXt', 'Title\0phantom'), text('gAMA', '\0\0\xb1'), ...picture(8, 0, 5).slice(1)],
];

function written(chunks: readonly Chunk[]): Uint8Array {
  const parts = chunks.map(({ type, value }) => {
    const part = Buffer.alloc(12 + value.length);
    part.writeUInt32BE(value.length, 0);
    part.write(type, 4, 'latin1');
    part.set(value, 8);
    part.writeUInt32BE(crc32(part.subarray(4, 8 + value.length)), 8 + value.length);
    return part;
  });
  return Buffer.concat([signature, ...parts]);
}

function changeHead(chance: Chance, value: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(value);
  const view = new DataView(changed.buffer);
  const field = chance.below(7);
  if (changed.length < 13) return changed;
  if (field < 2) view.setUint32(4 * field, oddNumber(chance, view.getUint32(4 * field), chance.is(0.9) ? 8 : 32));
  else changed[6 + field] = chance.is(0.8) ? chance.pick([0, 1, 2, 3, 4, 6, 8, 16]) : chance.below(256);
  return changed;
}

/** Packed again, so that it is the scan lines that are wrong. */
function changeLines(chance: Chance, value: Uint8Array): Uint8Array {
  try {
    return new Uint8Array(deflateSync(changeBytes(chance, inflateSync(value, { maxOutputLength: 1e5 }))));
  } catch {
    return value;
  }
}

function changeChunk(chance: Chance, { type, value }: Chunk): Chunk {
  if (chance.is(0.1)) return { type: chance.pick(types), value };
  if (type === 'IHDR' && chance.is(0.9)) return { type, value: changeHead(chance, value) };
  if (type === 'IDAT' && chance.is(0.7)) return { type, value: changeLines(chance, value) };
  return { type, value: changeBytes(chance, value) };
}

function make(chance: Chance): Uint8Array {
  const chunks = changeOften<Chunk[]>(chance, chance.pick(bases), [
    (list) => (list.length === 0 ? list : changeOne(chance, list, (chunk) => changeChunk(chance, chunk))),
    (list) => (list.length === 0 ? list : changeOne(chance, list, (chunk) => changeChunk(chance, chunk))),
    (list) => [...list.slice(0, 1), ...changeOrder(chance, list.slice(1))],
    (list) => {
      const value = Uint8Array.from({ length: chance.below(40) }, () => chance.below(256));
      return list.toSpliced(1 + chance.below(list.length), 0, { type: chance.pick(types), value });
    },
  ]);
  return damaged(chance, written(chunks));
}

export const png: FuzzedParser = { name: 'PNG', share: 0.02, prepare: () => Promise.resolve(make), read: readPicture };
