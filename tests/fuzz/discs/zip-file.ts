/** ZIP files as values (PKWARE's APPNOTE 6.3), written with what is stated apart from what is so. */
import { crc32, deflateRawSync } from 'node:zlib';
import { oddNumber, oddTexts, type Chance } from '../chance.ts';
import { changeBytes, changeOften, changeOne, changeOrder } from '../changes.ts';

export interface ZipPart {
  readonly name: string;
  readonly value: Uint8Array;
  readonly method: number;
  /** Fields of the directory's record by their places in it, in place of the true ones. */
  readonly stated: Readonly<Record<number, number>>;
  /** The same of the record before the data. */
  readonly statedLocal: Readonly<Record<number, number>>;
  readonly extra: Uint8Array;
}

export interface ZipFile {
  readonly parts: readonly ZipPart[];
  /** Fields of the end record. */
  readonly statedEnd: Readonly<Record<number, number>>;
  readonly isWide: boolean;
  readonly before: Uint8Array;
  readonly comment: Uint8Array;
}

export const part = (name: string, value: Uint8Array, method = 0): ZipPart => {
  return { name, value, method, stated: {}, statedLocal: {}, extra: new Uint8Array() };
};

export const zipOf = (...parts: readonly ZipPart[]): ZipFile => {
  return { parts, statedEnd: {}, isWide: false, before: new Uint8Array(), comment: new Uint8Array() };
};

/** Widths of the fields by their places. */
const centralFields = { 6: 2, 8: 2, 10: 2, 16: 4, 20: 4, 24: 4, 28: 2, 30: 2, 32: 2, 42: 4 } as const;
const localFields = { 0: 4, 6: 2, 8: 2, 14: 4, 18: 4, 22: 4, 26: 2, 28: 2 } as const;
const endFields = { 4: 2, 6: 2, 8: 2, 10: 2, 12: 4, 16: 4, 20: 2 } as const;

type Fields = Readonly<Record<number, 2 | 4>>;

function state(record: Buffer, fields: Fields, stated: Readonly<Record<number, number>>): void {
  for (const [at, value] of Object.entries(stated)) {
    const width = fields[Number(at)]!;
    record.writeUIntLE(value % 2 ** (8 * width), Number(at), width);
  }
}

export function writeZip({ parts, statedEnd, isWide, before, comment }: ZipFile): Uint8Array {
  const pieces: Uint8Array[] = [before];
  const central: Uint8Array[] = [];
  let at = before.length;
  for (const { name, value, method, stated, statedLocal, extra } of parts) {
    const nameBytes = Buffer.from(name);
    const packed = method === 8 ? deflateRawSync(value, { level: 1 }) : value;
    const crc = crc32(value);
    const local = Buffer.alloc(30);
    state(local, localFields, {
      0: 0x04034b50,
      8: method,
      14: crc,
      18: packed.length,
      22: value.length,
      26: nameBytes.length,
    });
    state(local, localFields, statedLocal);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    state(record, centralFields, { 8: 0x800, 10: method, 16: crc, 20: packed.length, 24: value.length });
    state(record, centralFields, { 28: nameBytes.length, 30: extra.length, 42: at });
    state(record, centralFields, stated);
    pieces.push(local, nameBytes, packed);
    central.push(record, nameBytes, extra);
    at += 30 + nameBytes.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  const count = isWide ? 0xffff : parts.length;
  state(end, endFields, {
    8: count,
    10: count,
    12: directory.length,
    16: isWide ? 0xffffffff : at,
    20: comment.length,
  });
  state(end, endFields, statedEnd);
  return Buffer.concat([
    ...pieces,
    directory,
    ...(isWide ? wideEnd(parts.length, directory.length, at) : []),
    end,
    comment,
  ]);
}

function wideEnd(count: number, length: number, at: number): Buffer[] {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(length), 40);
  record.writeBigUInt64LE(BigInt(at), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(at + length), 8);
  locator.writeUInt32LE(1, 16);
  return [record, locator];
}

function odd(chance: Chance, fields: Fields): Readonly<Record<number, number>> {
  const at = Number(chance.pick(Object.keys(fields)));
  return { [at]: oddNumber(chance, 20, fields[at] === 2 ? 16 : 32) };
}

/** A ZIP64 field with sizes, or any other. */
function oddExtra(chance: Chance): Uint8Array {
  const values = Array.from({ length: chance.below(4) }, () => BigInt(oddNumber(chance, 20, 32)));
  const value = Buffer.from(BigUint64Array.from(values).buffer);
  const head = Buffer.alloc(4);
  head.writeUInt16LE(chance.pick([1, 1, 0x7075]), 0);
  head.writeUInt16LE(chance.is(0.8) ? value.length : oddNumber(chance, 8, 16), 2);
  return Buffer.concat([head, value]);
}

const names = [
  '..',
  '../../x',
  '/etc/x',
  'a\\b',
  'C:\\x',
  'a//b',
  './x',
  'x/',
  'x.zip',
  'DICOMDIR',
  '\0',
  '',
  ...oddTexts,
];

function changePart(chance: Chance, one: ZipPart): ZipPart {
  const changes = [
    () => ({ ...one, name: chance.pick(names) }),
    () => ({ ...one, method: chance.pick([0, 8, 8, 1, 9, 12, 93, 99]) }),
    () => ({ ...one, stated: { ...one.stated, ...odd(chance, centralFields) } }),
    () => ({ ...one, stated: { ...one.stated, 20: 0xffffffff, 24: 0xffffffff }, extra: oddExtra(chance) }),
    () => ({ ...one, statedLocal: { ...one.statedLocal, ...odd(chance, localFields) } }),
    () => ({ ...one, extra: oddExtra(chance) }),
    () => ({ ...one, value: changeBytes(chance, one.value) }),
  ];
  return chance.pick(changes)();
}

export function changeZip(chance: Chance, zip: ZipFile): ZipFile {
  const change = (file: ZipFile): ZipFile =>
    file.parts.length === 0
      ? file
      : { ...file, parts: changeOne(chance, file.parts, (one) => changePart(chance, one)) };
  return changeOften<ZipFile>(chance, zip, [
    change,
    change,
    change,
    change,
    (file) => ({ ...file, parts: changeOrder(chance, file.parts) }),
    (file) => ({ ...file, isWide: !file.isWide }),
    (file) => ({ ...file, statedEnd: odd(chance, endFields) }),
    (file) => ({ ...file, comment: Buffer.from(chance.pick(oddTexts)) }),
  ]);
}
