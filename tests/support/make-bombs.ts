/** Files that are small and ask for much: of any size, for the tests and for `npm run bench -- bombs`. */
import { constants, crc32, createDeflate, createDeflateRaw, deflateRawSync } from 'node:zlib';

const explicit = '1.2.840.10008.1.2.1';
const deflated = '1.2.840.10008.1.2.1.99';
const rleLossless = '1.2.840.10008.1.2.5';
const wideVrs = ['OB', 'OW', 'OF', 'SQ', 'UN'];

/** The length is that of the value; null for an undefined one. */
function element(tag: number, vr: string, value: Uint8Array, length: number | null = value.length): Buffer {
  const head = Buffer.alloc(wideVrs.includes(vr) ? 12 : 8);
  head.writeUInt16LE(tag >>> 16, 0);
  head.writeUInt16LE(tag & 0xffff, 2);
  head.write(vr, 4, 'latin1');
  if (head.length === 12) head.writeUInt32LE(length ?? 0xffffffff, 8);
  else head.writeUInt16LE(length ?? value.length, 6);
  return Buffer.concat([head, value]);
}

const number = (tag: number, value: number): Buffer =>
  element(tag, 'US', Uint8Array.of(value & 255, (value >> 8) & 255));
const text = (tag: number, vr: string, value: string): Buffer =>
  element(tag, vr, Buffer.from(value.length % 2 === 0 ? value : `${value}${vr === 'UI' ? '\0' : ' '}`));

function part10(syntax: string, dataSet: Uint8Array): Buffer {
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), text(0x00020010, 'UI', syntax), dataSet]);
}

/** The elements before the pixel data of a grey picture. */
function picture(side: number, bits: number): Buffer {
  return Buffer.concat([
    number(0x00280002, 1),
    text(0x00280004, 'CS', 'MONOCHROME2'),
    number(0x00280010, side),
    number(0x00280011, side),
    number(0x00280100, bits),
    number(0x00280101, bits),
    number(0x00280102, bits - 1),
    number(0x00280103, 0),
  ]);
}

const smallPicture = (): Buffer => Buffer.concat([picture(2, 8), element(0x7fe00010, 'OW', Uint8Array.of(0, 1, 2, 3))]);

/** A sequence of empty items. */
function items(count: number): Buffer {
  const empty = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
  return element(0x00081115, 'SQ', Buffer.alloc(8 * count, empty));
}

export const manyItems = (count: number): Buffer => part10(explicit, Buffer.concat([items(count), smallPicture()]));

export function deflatedItems(count: number): Buffer {
  return part10(deflated, deflateRawSync(Buffer.concat([items(count), smallPicture()])));
}

export function manyElements(count: number): Buffer {
  const all = Buffer.alloc(8 * count);
  for (let i = 0; i < count; i++) {
    all.writeUInt16LE(0x0009 + 2 * Math.floor(i / 0x10000), 8 * i);
    all.writeUInt16LE(i % 0x10000, 8 * i + 2);
    all.write('LO', 8 * i + 4, 'latin1');
  }
  return part10(explicit, Buffer.concat([all, smallPicture()]));
}

/** A picture, and so many bytes in a private element. */
export function largePart10(bytes: number): Buffer {
  return part10(explicit, Buffer.concat([element(0x00091010, 'OB', Buffer.alloc(bytes)), smallPicture()]));
}

/** Sequences of one item in one another. */
export function nested(depth: number): Buffer {
  const opening = Buffer.concat([
    element(0x00081115, 'SQ', new Uint8Array(), null),
    Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff, 0xff]),
  ]);
  const closing = Buffer.from([0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0, 0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]);
  const all = [Buffer.alloc(opening.length * depth, opening), Buffer.alloc(closing.length * depth, closing)];
  return part10(explicit, Buffer.concat([...all, smallPicture()]));
}

/** One colour, packed by RLE. */
export function rlePicture(side: number): Buffer {
  const runs = Math.ceil(side ** 2 / 128);
  const packed = Buffer.alloc(2 * runs, Uint8Array.of(129, 7));
  const header = Buffer.alloc(64);
  header.writeUInt32LE(1, 0);
  header.writeUInt32LE(64, 4);
  const item = (bytes: Uint8Array): Buffer => {
    const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
    head.writeUInt32LE(bytes.length, 4);
    return Buffer.concat([head, bytes]);
  };
  const end = Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]);
  const fragments = Buffer.concat([item(new Uint8Array()), item(Buffer.concat([header, packed])), end]);
  return part10(rleLossless, Buffer.concat([picture(side, 8), element(0x7fe00010, 'OB', fragments, null)]));
}

/** An uncompressed picture in a deflated data set. */
export async function deflatedPicture(side: number): Promise<Buffer> {
  const head = Buffer.concat([picture(side, 8), element(0x7fe00010, 'OW', new Uint8Array(), side ** 2)]);
  const packed = await squeezed(createDeflateRaw({ level: constants.Z_BEST_SPEED }), [head], side ** 2);
  return part10(deflated, packed);
}

/** A PNG of one pixel with that many bytes of text or of a colour profile, packed. */
export async function pngWithPacked(kind: 'zTXt' | 'iCCP', bytes: number): Promise<Buffer> {
  const packed = await squeezed(createDeflate({ level: constants.Z_BEST_SPEED }), [], bytes);
  const name = Buffer.from('Comment\0\0', 'latin1');
  return pngPicture(1, { bits: 8, channels: 1 }, chunk(kind, Buffer.concat([name, packed])));
}

/** A PNG of one colour; `more` stands before its pixels. */
export async function pngPicture(
  side: number,
  { bits, channels }: { bits: 8 | 16; channels: 1 | 3 },
  more: Uint8Array = new Uint8Array(),
): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([bits, channels === 1 ? 0 : 2, 0, 0, 0], 8);
  const rows = side * (1 + (side * channels * bits) / 8);
  const data = await squeezed(createDeflate({ level: constants.Z_BEST_SPEED }), [], rows);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), more, chunk('IDAT', data), chunk('IEND', new Uint8Array())]);
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const frame = Buffer.alloc(8 + body.length);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), 4 + body.length);
  return frame;
}

/** The blocks that are given, then zeros, without ever holding all of them. */
async function squeezed(
  packer: ReturnType<typeof createDeflate>,
  first: readonly Buffer[],
  zeros: number,
): Promise<Buffer> {
  const packed: Buffer[] = [];
  packer.on('data', (data: Buffer) => packed.push(data));
  const block = Buffer.alloc(2 ** 20);
  const write = (data: Buffer): Promise<void> => new Promise((resolve) => packer.write(data, () => resolve()));
  for (const data of first) await write(data);
  for (let left = zeros; left > 0; left -= block.length) await write(block.subarray(0, Math.min(left, block.length)));
  const ended = new Promise<void>((resolve) => packer.once('end', () => resolve()));
  packer.end();
  await ended;
  return Buffer.concat(packed);
}
