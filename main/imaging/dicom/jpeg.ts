import sharp from 'sharp';
import { faultError } from '../../domain/faults/fault.ts';
import type { PixelModule } from './pixel-module.ts';

const startOfScan = 0xda;
const adobeUntransformed = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];

/** JPEG Baseline → 8-bit samples next to each other; colour comes out as RGB. */
export async function decodeJpeg(bytes: Uint8Array, module: PixelModule): Promise<Uint8Array> {
  const isGrey = module.samplesPerPixel === 1;
  const stream = module.photometric === 'RGB' ? untransformed(bytes) : bytes;
  // A colour profile in the stream is not DICOM's; applied, it would change the stored values.
  const { data, info } = await sharp(stream, { failOn: 'error', ignoreIcc: true })
    .toColourspace(isGrey ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw faultError('image.undecodable', { format: 'JPEG' });
    });
  if (info.width !== module.columns || info.height !== module.rows || info.channels !== module.samplesPerPixel) {
    throw faultError('image.jpeg-contradicts-header', {});
  }
  return new Uint8Array(data);
}

/**
 * A decoder takes three components for YCbCr unless a marker says otherwise. Where the file has no JFIF or Adobe
 * marker of its own, the photometric interpretation RGB decides: it gets the Adobe marker for "not transformed".
 */
function untransformed(bytes: Uint8Array): Uint8Array {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== startOfScan;) {
    const marker = bytes[at + 1];
    if (marker === 0xe0 || marker === 0xee) return bytes;
    at += 2 + bytes[at + 2]! * 256 + bytes[at + 3]!;
  }
  const marked = new Uint8Array(bytes.length + adobeUntransformed.length);
  marked.set(bytes.subarray(0, 2));
  marked.set(adobeUntransformed, 2);
  marked.set(bytes.subarray(2), 2 + adobeUntransformed.length);
  return marked;
}
