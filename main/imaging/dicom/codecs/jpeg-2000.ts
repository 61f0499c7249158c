import { readCodestream, type Codestream } from './codestream.ts';
import { requireShape, type DecodedSamples, type FrameShape } from './decoded-samples.ts';
import { samplesOf, wasmCodec, type WasmDecoder } from './wasm-codec.ts';

const openJpeg = wasmCodec(
  {
    format: 'JPEG 2000',
    load: () => import('@cornerstonejs/codec-openjpeg/decodewasmjs'),
    binary: '@cornerstonejs/codec-openjpeg/decodewasm',
  },
  (codec: { J2KDecoder: new () => WasmDecoder }) => codec.J2KDecoder,
  samplesOf,
);

const openJph = wasmCodec(
  {
    format: 'HTJ2K',
    load: () => import('@cornerstonejs/codec-openjph/wasmjs'),
    binary: '@cornerstonejs/codec-openjph/wasm',
  },
  (codec: { HTJ2KDecoder: new () => WasmDecoder }) => codec.HTJ2KDecoder,
  samplesOf,
);

/** JPEG 2000, ITU-T T.800. */
export async function decodeJpeg2000(bytes: Uint8Array, shape: FrameShape): Promise<DecodedSamples> {
  return decodeWith(openJpeg, readCodestream(bytes), shape);
}

/** JPEG 2000 with the fast block coder, ITU-T T.814. */
export async function decodeHtj2k(bytes: Uint8Array, shape: FrameShape): Promise<DecodedSamples> {
  const codestream = readCodestream(bytes);
  // OpenJPH's package mixes the components up where no transform of colours ties them together; OpenJPEG is slower.
  const isMixedUp = codestream.components > 1 && !codestream.hasColourTransform;
  return decodeWith(isMixedUp ? openJpeg : openJph, codestream, shape);
}

async function decodeWith(codec: typeof openJpeg, codestream: Codestream, shape: FrameShape): Promise<DecodedSamples> {
  requireShape(codestream, shape);
  const { samples, precision } = await codec(codestream.bytes);
  return {
    samples: codestream.isSigned ? lowered(samples, 2 ** (precision - 1)) : samples,
    precision,
    isLossy: !codestream.isReversible,
    isTransformedToRgb: codestream.hasColourTransform,
  };
}

function lowered(samples: DecodedSamples['samples'], by: number): Int8Array | Int16Array {
  const signed = samples.BYTES_PER_ELEMENT === 1 ? new Int8Array(samples.length) : new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) signed[i] = samples[i]! - by;
  return signed;
}
