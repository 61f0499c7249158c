/** Compressed streams for tests, by the encoders of the same open libraries whose decoders the program uses. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface RawImage {
  readonly width: number;
  readonly height: number;
  readonly componentCount: 1 | 3;
  readonly bitsPerSample: number;
  readonly isSigned: boolean;
  /** The samples of a pixel next to each other; one byte each up to 8 bits, else two. */
  readonly samples: Uint8Array | Int8Array | Uint16Array | Int16Array;
}

interface Encoder {
  getDecodedBuffer(frame: object): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  encode(): void;
  delete(): void;
}
type Module<Name extends string, Own> = Readonly<Record<Name, new () => Encoder & Own>>;
type Factory<Module> = (options: object) => Promise<Module>;

const require = createRequire(import.meta.url);

async function open<Module>(script: string, binary: string): Promise<Module> {
  const loaded = require(script) as Factory<Module> | { default: Factory<Module> };
  const factory = typeof loaded === 'function' ? loaded : loaded.default;
  const silent = (): void => undefined;
  return factory({ wasmBinary: readFileSync(require.resolve(binary)), print: silent, printErr: silent });
}

function encode(encoder: Encoder, { samples, ...frame }: RawImage, more: object = {}): Uint8Array {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  encoder.getDecodedBuffer({ ...frame, ...more }).set(bytes);
  encoder.encode();
  const stream = encoder.getEncodedBuffer().slice();
  encoder.delete();
  return stream;
}

/** Interleaving: 0 by plane, 1 by line, 2 by pixel. By plane the samples are planes, else pixels. */
export async function encodeJpegLs(image: RawImage, { near = 0, interleaving = 2 } = {}): Promise<Uint8Array> {
  const { JpegLSEncoder } = await open<
    Module<'JpegLSEncoder', { setNearLossless(near: number): void; setInterleaveMode(mode: number): void }>
  >('@cornerstonejs/codec-charls/wasmjs', '@cornerstonejs/codec-charls/wasm');
  const encoder = new JpegLSEncoder();
  encoder.setNearLossless(near);
  encoder.setInterleaveMode(image.componentCount === 1 ? 0 : interleaving);
  return encode(encoder, image);
}

export async function encodeJpeg2000(image: RawImage, { isReversible = true } = {}): Promise<Uint8Array> {
  const { J2KEncoder } = await open<
    Module<
      'J2KEncoder',
      { setQuality(isLossless: boolean, ratio: number): void; setDecompositions(count: number): void }
    >
  >('@cornerstonejs/codec-openjpeg/wasmjs', '@cornerstonejs/codec-openjpeg/wasm');
  const encoder = new J2KEncoder();
  encoder.setQuality(isReversible, 0);
  encoder.setDecompositions(2);
  return encode(encoder, image);
}

export async function encodeHtj2k(
  image: RawImage,
  { isReversible = true, isUsingColorTransform = image.componentCount === 3 } = {},
): Promise<Uint8Array> {
  const { HTJ2KEncoder } = await open<
    Module<
      'HTJ2KEncoder',
      { setQuality(isReversible: boolean, step: number): void; setDecompositions(count: number): void }
    >
  >('@cornerstonejs/codec-openjph/wasmjs', '@cornerstonejs/codec-openjph/wasm');
  const encoder = new HTJ2KEncoder();
  encoder.setQuality(isReversible, 0.001);
  encoder.setDecompositions(2);
  return encode(encoder, image, { isUsingColorTransform });
}

export async function encodeJpegXl(image: RawImage, { isLossless = true } = {}): Promise<Uint8Array> {
  const { JpegXLEncoder } = await open<
    Module<'JpegXLEncoder', { setLossless(isLossless: boolean): void; setDistance(distance: number): void }>
  >('@cornerstonejs/codec-libjxl/encodewasmjs', '@cornerstonejs/codec-libjxl/encodewasm');
  const encoder = new JpegXLEncoder();
  encoder.setLossless(isLossless);
  if (!isLossless) encoder.setDistance(0.5);
  return encode(encoder, image);
}
