import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { undecodable } from './decoded-samples.ts';

/** A decoder in WebAssembly's memory; what its buffers show is gone once it is deleted. */
export interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array | Uint8ClampedArray;
  getFrameInfo(): WasmFrame;
  delete(): void;
}

interface WasmFrame {
  readonly width: number;
  readonly height: number;
  readonly componentCount: number;
  readonly bitsPerSample: number;
  readonly isSigned?: boolean;
}

type WasmFactory<Codec> = (options: {
  wasmBinary: Uint8Array;
  print: () => void;
  printErr: () => void;
}) => Promise<Codec & { readonly HEAPU8: Uint8Array }>;

interface Source<Codec> {
  /** Names the compression in a fault. */
  readonly format: string;
  readonly load: () => Promise<{ readonly default: WasmFactory<Codec> }>;
  /** The package's own name of its WebAssembly file. */
  readonly binary: string;
}

/** A decoded stream: its samples as bytes, little endian, with the decoder's description of them. */
export interface WasmImage<Decoder> {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly frame: WasmFrame;
  readonly decoder: Decoder;
}

/** Memory of WebAssembly only grows; an instance that has become larger than this is not kept. */
const mostKeptBytes = 512 * 1024 * 1024;

const { resolve } = createRequire(import.meta.url);
const silent = (): void => undefined;

/**
 * Makes a codec that starts with its first stream and is kept from then on. After a failure the next stream gets a new
 * instance: what a damaged stream left in the memory of the old one is not known.
 */
export function wasmCodec<Codec, Decoder extends WasmDecoder, Decoded>(
  { format, load, binary }: Source<Codec>,
  decoderOf: (codec: Codec) => new () => Decoder,
  read: (image: WasmImage<Decoder>) => Decoded,
): (stream: Uint8Array) => Promise<Decoded> {
  type Started = Codec & { readonly HEAPU8: Uint8Array };
  let started: Promise<Started> | null = null;
  const start = async () => {
    const [{ default: factory }, wasmBinary] = await Promise.all([load(), readFile(resolve(binary))]);
    return factory({ wasmBinary, print: silent, printErr: silent });
  };
  return async (stream) => {
    const own = (started ??= start());
    const codec = await own;
    try {
      const decoder = new (decoderOf(codec as Codec))();
      decoder.getEncodedBuffer(stream.length).set(stream);
      decoder.decode();
      const decoded = read({
        bytes: Uint8Array.from(decoder.getDecodedBuffer()),
        frame: decoder.getFrameInfo(),
        decoder,
      });
      decoder.delete();
      if (codec.HEAPU8.length > mostKeptBytes) started = null;
      return decoded;
    } catch (cause) {
      if (started === own) started = null;
      throw undecodable(format, cause);
    }
  };
}

/** Bytes of samples of up to 16 bits, two a sample beyond 8 bits. */
export function samplesOf({ bytes, frame }: Pick<WasmImage<WasmDecoder>, 'bytes' | 'frame'>): {
  samples: Uint8Array | Int8Array | Uint16Array | Int16Array;
  precision: number;
} {
  const { width, height, componentCount, bitsPerSample: precision, isSigned } = frame;
  const width16 = precision > 8;
  if (precision < 1 || precision > 16 || bytes.length !== width * height * componentCount * (width16 ? 2 : 1)) {
    throw new RangeError('the decoder gave back another number of samples');
  }
  if (!width16) return { samples: isSigned ? new Int8Array(bytes.buffer) : bytes, precision };
  return { samples: isSigned ? new Int16Array(bytes.buffer) : new Uint16Array(bytes.buffer), precision };
}
