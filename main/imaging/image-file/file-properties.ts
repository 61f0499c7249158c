/** A picture file's facts about how it was made, besides its pixels. */

export interface FileProperties {
  /** 1 of grey, 3 or 4 of colour; null where the format doesn't tell it here. */
  readonly channels: number | null;
  /**
   * The sum of a JPEG's luminance quantisation table (ITU-T T.81 B.2.4.1): the higher, the coarser. Null for other
   * formats.
   */
  readonly quantisation: number | null;
}

/** PNG colour types (ISO/IEC 15948 11.2.2) to channels, without transparency. */
const pngChannels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 3, 4: 1, 6: 3 };

export function readFileProperties(bytes: Uint8Array, format: 'dicom' | 'jpeg' | 'png'): FileProperties {
  if (format === 'jpeg') return jpegProperties(bytes);
  return { channels: format === 'png' ? (pngChannels[bytes[25]!] ?? null) : null, quantisation: null };
}

/** Walks the segments before the first scan. */
function jpegProperties(bytes: Uint8Array): FileProperties {
  let channels: number | null = null;
  let quantisation: number | null = null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = view.getUint16(at + 2);
    const segment = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xda) break;
    if (marker === 0xdb) quantisation ??= luminanceSum(segment);
    // Start of frame of any process; C4, C8 and CC are other things.
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) channels = segment[5] ?? null;
    at += 2 + length;
  }
  return { channels, quantisation };
}

/** The sum of table 0 among the tables of one segment; null where it is not there. */
function luminanceSum(segment: Uint8Array): number | null {
  for (let at = 0; at < segment.length;) {
    const isWide = segment[at]! >> 4 !== 0;
    const table = segment.subarray(at + 1, at + 1 + (isWide ? 128 : 64));
    if ((segment[at]! & 15) === 0) {
      return table.reduce((sum, value, i) => sum + (isWide && i % 2 === 0 ? 256 * value : value), 0);
    }
    at += 1 + table.length;
  }
  return null;
}
