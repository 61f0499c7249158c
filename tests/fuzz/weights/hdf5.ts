import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { changeJson, type Json } from '../change-json.ts';
import { oddNumber, oddTexts, type Chance } from '../chance.ts';
import { changeBytes, changeOften, damaged } from '../changes.ts';
import type { FuzzedParser } from '../parser.ts';
import { changeZip, part, writeZip, zipOf } from '../discs/zip-file.ts';
import { readWeightBytes } from './read-weight-bytes.ts';

const fixture = (name: string): Record<string, Uint8Array> =>
  unzipSync(readFileSync(new URL(`../../fixtures/weights/${name}`, import.meta.url)));

/** The structures of a file: its trees, lists of symbols, heaps and old object headers begin with these. */
const signatures = ['TREE', 'SNOD', 'HEAP', 'GCOL', 'OHDR'];

function placesOf(bytes: Uint8Array): number[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const places: number[] = [];
  for (const signature of signatures)
    for (let at = file.indexOf(signature); at >= 0; at = file.indexOf(signature, at + 1)) places.push(at);
  return places;
}

/** Addresses and sizes are eight bytes wide: those that lie within the file may be either. */
function addressesOf(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const places: number[] = [];
  for (let at = 8; at + 8 <= bytes.length; at += 8) {
    const value = view.getBigUint64(at, true);
    if (value > 0n && value < BigInt(bytes.length)) places.push(at);
  }
  return places;
}

function textsOf(bytes: Uint8Array): { at: number; length: number }[] {
  const found = Buffer.from(bytes)
    .toString('latin1')
    .matchAll(/[\w/:.]{4,}/g);
  return [...found].map((match) => ({ at: match.index, length: match[0].length }));
}

interface Base {
  readonly bytes: Uint8Array;
  readonly structures: readonly number[];
  readonly addresses: readonly number[];
  readonly texts: readonly { at: number; length: number }[];
}

const baseOf = (bytes: Uint8Array): Base => {
  return { bytes, structures: placesOf(bytes), addresses: addressesOf(bytes), texts: textsOf(bytes) };
};

function changeFile(chance: Chance, base: Base): Uint8Array {
  const bytes = Uint8Array.from(base.bytes);
  const view = new DataView(bytes.buffer);
  const address = (): void => {
    const at = chance.pick(base.addresses);
    const other = view.getBigUint64(chance.pick(base.addresses), true);
    const near = view.getBigUint64(at, true) + BigInt(chance.pick([-8, -1, 1, 8, 16]));
    view.setBigUint64(at, BigInt.asUintN(64, chance.pick([other, other, near, 0n, -1n])), true);
  };
  const field = (): void => {
    const at = Math.min(bytes.length - 1, chance.pick(base.structures) + 4 + chance.below(40));
    bytes[at] = oddNumber(chance, bytes[at]!, 8);
  };
  const messages = (): void => {
    // Object headers stand behind an address.
    const place = Number(view.getBigUint64(chance.pick(base.addresses), true)) + chance.below(64);
    if (place < bytes.length) bytes[place] = oddNumber(chance, bytes[place]!, 8);
  };
  const word = (): void => {
    const { at, length } = chance.pick(base.texts);
    bytes.set(Buffer.from(chance.pick(oddTexts).padEnd(length, '\0')).subarray(0, length), at);
  };
  for (let count = 1 + chance.below(3); count > 0; count--)
    chance.pick([address, field, field, messages, word, word])();
  return bytes;
}

/** A library in WebAssembly takes no more memory than this from here on, as in the thread that reads such files. */
function limitMemory(): void {
  const grow = Reflect.get(WebAssembly.Memory.prototype, 'grow');
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, by: number) {
    if (this.buffer.byteLength / 2 ** 16 + by > 2 ** 12) throw new RangeError('The file asks for too much memory');
    return grow.call(this, by);
  };
}

function prepare(): Promise<(chance: Chance) => Uint8Array> {
  limitMemory();
  const named = Object.values(fixture('keras.zip')).map(baseOf);
  const archive = fixture('model.keras');
  const weights = baseOf(archive['model.weights.h5']!);
  const config = JSON.parse(Buffer.from(archive['config.json']!).toString()) as Json;

  function keras(chance: Chance): Uint8Array {
    const changed = changeOften<Json>(chance, config, [(value) => changeJson(chance, value)]);
    const zip = zipOf(
      part('metadata.json', Buffer.from('{}')),
      part(
        'config.json',
        chance.is(0.9) ? Buffer.from(JSON.stringify(changed)) : changeBytes(chance, archive['config.json']!),
      ),
      part('model.weights.h5', chance.is(0.3) ? changeFile(chance, weights) : weights.bytes, chance.pick([0, 8])),
    );
    return writeZip(chance.is(0.1) ? changeZip(chance, zip) : zip);
  }
  return Promise.resolve((chance) =>
    damaged(chance, chance.is(0.4) ? keras(chance) : changeFile(chance, chance.pick([...named, weights]))),
  );
}

export const hdf5: FuzzedParser = {
  name: 'HDF5',
  share: 0.002,
  prepare,
  read: readWeightBytes,
  stopped: 'weights.keras-damaged',
};
