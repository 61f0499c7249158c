import { requireShape, type DecodedSamples, type FrameShape } from './decoded-samples.ts';
import { readJpegXlSize } from './jpeg-xl-size.ts';
import { samplesOf, wasmCodec, type WasmDecoder } from './wasm-codec.ts';

const libjxl = wasmCodec(
  {
    format: 'JPEG XL',
    load: () => import('@cornerstonejs/codec-libjxl/decodewasmjs'),
    binary: '@cornerstonejs/codec-libjxl/decodewasm',
  },
  (codec: { JpegXLDecoder: new () => WasmDecoder }) => codec.JpegXLDecoder,
  (image) => ({ ...samplesOf(image), components: image.frame.componentCount }),
);

/** JPEG XL, ISO/IEC 18181. Whether it loses and what colour space it has, the transfer syntax and the header say. */
export async function decodeJpegXl(
  bytes: Uint8Array,
  shape: FrameShape,
): Promise<Pick<DecodedSamples, 'samples' | 'precision'>> {
  const size = readJpegXlSize(bytes);
  requireShape({ ...size, components: shape.samplesPerPixel }, shape);
  const { components, ...decoded } = await libjxl(bytes);
  requireShape({ ...size, components }, shape);
  return decoded;
}
