import { requireShape, undecodable, type DecodedSamples, type FrameShape } from './decoded-samples.ts';
import { endOfImage, readJpegFrame } from './jpeg/jpeg-frame.ts';
import { samplesOf, wasmCodec, type WasmDecoder } from './wasm-codec.ts';

const format = 'JPEG-LS';
const byPlane = 0;

interface JpegLsDecoder extends WasmDecoder {
  getInterleaveMode(): 0 | 1 | 2;
  getNearLossless(): number;
}

const charls = wasmCodec(
  {
    format,
    load: () => import('@cornerstonejs/codec-charls/decodewasmjs'),
    binary: '@cornerstonejs/codec-charls/decodewasm',
  },
  (codec: { JpegLSDecoder: new () => JpegLsDecoder }) => codec.JpegLSDecoder,
  (image): DecodedSamples => {
    const { samples, precision } = samplesOf(image);
    const isPlanar = image.frame.componentCount === 3 && image.decoder.getInterleaveMode() === byPlane;
    return {
      samples: isPlanar ? interleaved(samples) : samples,
      precision,
      isLossy: image.decoder.getNearLossless() > 0,
      isTransformedToRgb: false,
    };
  },
);

/** JPEG-LS, ITU-T T.87: lossless or with a largest difference. */
export async function decodeJpegLs(bytes: Uint8Array, shape: FrameShape): Promise<DecodedSamples> {
  const { rows, columns, components } = readJpegFrame(bytes, format);
  requireShape({ rows, columns, components: components.length }, shape);
  const end = bytes.findLastIndex((byte, i) => byte === 0xff && bytes[i + 1] === endOfImage);
  // Without the marker CharLS searches for it for many seconds.
  if (end < 1) throw undecodable(format);
  try {
    return await charls(bytes.subarray(0, end + 2));
  } catch (fault) {
    // Some encoders write a byte 0 too many before the marker, which CharLS since 2.3 takes for damage.
    if (bytes[end - 1] !== 0) throw fault;
    return charls(Buffer.concat([bytes.subarray(0, end - 1), bytes.subarray(end, end + 2)]));
  }
}

function interleaved<Samples extends DecodedSamples['samples']>(planes: Samples): Samples {
  const pixels = planes.slice() as Samples;
  const count = planes.length / 3;
  for (let i = 0, at = 0; i < count; i++) {
    for (let component = 0; component < 3; component++) pixels[at++] = planes[component * count + i]!;
  }
  return pixels;
}
