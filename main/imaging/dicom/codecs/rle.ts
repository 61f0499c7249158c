import { faultError } from '../../../domain/faults/fault.ts';

/**
 * RLE Lossless, PS3.5 annex G: byte planes, most significant first, each packed like TIFF PackBits.
 * `count` pixels of `samples` samples of `width` bytes → samples next to each other, little endian.
 */
export function decodeRle(bytes: Uint8Array, count: number, samples: number, width: number): Uint8Array {
  if (bytes.length < 64) throw faultError('image.cut-rle-header', {});
  const header = new DataView(bytes.buffer, bytes.byteOffset, 64);
  const segments = header.getUint32(0, true);
  if (segments !== samples * width)
    throw faultError('image.rle-segments', { found: segments, expected: samples * width });
  const decoded = new Uint8Array(count * samples * width);
  for (let segment = 0; segment < segments; segment++) {
    const start = header.getUint32(4 + 4 * segment, true);
    const end = segment + 1 < segments ? header.getUint32(8 + 4 * segment, true) : bytes.length;
    if (start < 64 || start > end || end > bytes.length) throw faultError('image.rle-outside-file', {});
    const sample = Math.floor(segment / width);
    const significance = width - 1 - (segment % width);
    unpack(bytes.subarray(start, end), decoded, sample * width + significance, samples * width, count);
  }
  return decoded;
}

/** Writes `count` bytes to `target`, from `offset` on, every `stride` bytes. */
function unpack(packed: Uint8Array, target: Uint8Array, offset: number, stride: number, count: number): void {
  let at = offset;
  const end = offset + count * stride;
  for (let i = 0; at < end;) {
    if (i >= packed.length) throw faultError('image.cut-rle-data', {});
    const control = packed[i++]!;
    if (control === 128) continue;
    const isRun = control > 128;
    const length = isRun ? 257 - control : control + 1;
    if (i + (isRun ? 1 : length) > packed.length) throw faultError('image.cut-rle-data', {});
    for (let k = 0; k < length && at < end; k++, at += stride) target[at] = packed[isRun ? i : i + k]!;
    i += isRun ? 1 : length;
  }
}
