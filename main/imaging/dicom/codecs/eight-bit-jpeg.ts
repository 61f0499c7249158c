import sharp from 'sharp';
import { requireShape, undecodable, type DecodedSamples, type FrameShape } from './decoded-samples.ts';
import { segmentsToScan } from './jpeg/jpeg-frame.ts';

const adobeUntransformed = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];
const jfif = 0xe0;
const adobe = 0xee;

/** JPEG of 8 bits → samples next to each other; colour comes out as RGB. */
export async function decodeEightBitJpeg(
  bytes: Uint8Array,
  shape: FrameShape & { readonly photometric: string },
): Promise<DecodedSamples> {
  const stream = shape.photometric === 'RGB' ? untransformed(bytes) : bytes;
  // A colour profile in the stream is not DICOM's; applied, it would change the stored values.
  const { data, info } = await sharp(stream, { failOn: 'warning', ignoreIcc: true })
    .toColourspace(shape.samplesPerPixel === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw undecodable('JPEG', cause);
    });
  requireShape({ rows: info.height, columns: info.width, components: info.channels }, shape);
  return { samples: new Uint8Array(data), precision: 8, isLossy: true, isTransformedToRgb: true };
}

/**
 * A decoder takes three components for YCbCr unless a marker says otherwise. Where the file has no JFIF or Adobe
 * marker of its own, the photometric interpretation RGB decides: it gets the Adobe marker for "not transformed".
 */
function untransformed(bytes: Uint8Array): Uint8Array {
  for (const { marker } of segmentsToScan(bytes, 'JPEG')) if (marker === jfif || marker === adobe) return bytes;
  const marked = new Uint8Array(bytes.length + adobeUntransformed.length);
  marked.set(bytes.subarray(0, 2));
  marked.set(adobeUntransformed, 2);
  marked.set(bytes.subarray(2), 2 + adobeUntransformed.length);
  return marked;
}
