import { undecodable } from './decoded-samples.ts';

const format = 'JPEG XL';

/** Width for a height by the codes 1 to 7 of the size header, as numerator and denominator. */
const ratios = [
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
] as const;

/** The size that a JPEG XL stream claims, ISO/IEC 18181-1 annex D.2: read before a decoder makes room for it. */
export function readJpegXlSize(bytes: Uint8Array): { readonly rows: number; readonly columns: number } {
  const header = codestreamOf(bytes);
  if (header[0] !== 0xff || header[1] !== 0x0a) throw undecodable(format);
  let at = 16;
  /** Least significant bit first. */
  const take = (count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++, at++) value += ((header[at >> 3]! >> (at & 7)) & 1) * 2 ** i;
    if (at > 8 * header.length) throw undecodable(format);
    return value;
  };
  const isSmall = take(1) === 1;
  const side = (): number => (isSmall ? 8 * (take(5) + 1) : take([9, 13, 18, 30][take(2)]!) + 1);
  const rows = side();
  const ratio = ratios[take(3) - 1];
  return { rows, columns: ratio ? Math.floor((rows * ratio[0]) / ratio[1]) : side() };
}

/** The codestream itself, or the first part of it inside the boxes of the file format (part 2). */
function codestreamOf(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xff) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 8 <= bytes.length;) {
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const short = view.getUint32(at);
    const isLong = short === 1 && at + 16 <= bytes.length;
    const head = isLong ? 16 : 8;
    if (kind === 'jxlc') return bytes.subarray(at + head);
    // A part begins with its number.
    if (kind === 'jxlp') return bytes.subarray(at + head + 4);
    const length = isLong ? Number(view.getBigUint64(at + 8)) : short;
    if (length < head) break;
    at += length;
  }
  throw undecodable(format);
}
