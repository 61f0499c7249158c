/** ZIP files that are small and ask for much, for `npm run bench -- bombs`. */
import { randomBytes } from 'node:crypto';
import { constants, crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';

/** The content of an entry, with the size and check sum that it claims. */
interface Packed {
  readonly packed: Buffer;
  readonly size: number;
  readonly crc: number;
}

/** So many bytes of noise, then zeros up to the size, without ever holding all of them. */
async function packed(size: number, noise = 0): Promise<Packed> {
  const packer = createDeflateRaw({ level: constants.Z_BEST_SPEED });
  const parts: Buffer[] = [];
  packer.on('data', (data: Buffer) => parts.push(data));
  const ended = new Promise((resolve) => packer.once('end', resolve));
  const zeros = Buffer.alloc(2 ** 20);
  let crc = 0;
  for (let at = 0; at < size;) {
    const block = at < noise ? randomBytes(Math.min(noise - at, zeros.length)) : zeros.subarray(0, size - at);
    crc = crc32(block, crc);
    await new Promise((resolve) => packer.write(block, resolve));
    at += block.length;
  }
  packer.end();
  await ended;
  return { packed: Buffer.concat(parts), size, crc };
}

const packBytes = (bytes: Buffer): Packed => ({
  packed: deflateRawSync(bytes),
  size: bytes.length,
  crc: crc32(bytes),
});

/** @param count entries of the same content; where they share it, it is there once */
function zipOf({ packed: content, size, crc }: Packed, count: number, suffix = '', isShared = false): Buffer {
  const locals: Buffer[] = [];
  const records: Buffer[] = [];
  let offset = 0;
  for (let i = 0; i < count; i++) {
    const name = Buffer.from(`${i}${suffix}`);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(name.length, 22);
    const record = Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, Buffer.alloc(14), name]);
    record.writeUInt32LE(isShared ? 0 : offset, 42);
    records.push(record);
    if (isShared && i > 0) continue;
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), common, name, content);
    offset += 30 + name.length + content.length;
  }
  const list = Buffer.concat(records);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, end]);
}

/** Noise for a hundredth of it, which is as much as a sound image is packed. */
export const zipOfDense = async (count: number, size: number): Promise<Buffer> =>
  zipOf(await packed(size, Math.ceil(size / 90)), count);

export const zipOfZeros = async (size: number): Promise<Buffer> => zipOf(await packed(size), 1);

/** Every entry has the same bytes. */
export const zipOfShared = async (count: number, size: number): Promise<Buffer> =>
  zipOf(await packed(size), count, '', true);

/** Sixteen ZIP files in each of sixteen …, the innermost of which hold one entry. */
export async function zipOfZips(depth: number, size: number): Promise<Buffer> {
  let zip = zipOf(await packed(size), 1);
  for (let level = 0; level < depth; level++) zip = zipOf(packBytes(zip), 16, '.zip');
  return zip;
}
