import { undecodable, type StreamShape } from './decoded-samples.ts';

/** The main header of a JPEG 2000 codestream, ITU-T T.800 annex A. */
export interface Codestream extends StreamShape {
  /**
   * From the codestream's own first marker on: some files wrap it in the boxes of JP2. Signed samples are declared
   * unsigned, so that they come out half their range too high; the decoders clamp some kinds of negative ones to zero.
   */
  readonly bytes: Uint8Array;
  readonly isSigned: boolean;
  readonly isReversible: boolean;
  /** True when the decoder makes red, green and blue of transformed components. */
  readonly hasColourTransform: boolean;
}

const format = 'JPEG 2000';
const sizeMarker = 0xff51;
const codingMarker = 0xff52;
const tilePartMarker = 0xff90;
const signBit = 0x80;

/** Reads the header, and makes sure that the stream is as long as its tile-parts say. */
export function readCodestream(wrapped: Uint8Array): Codestream {
  const bytes = wrapped.subarray(Math.max(0, startOfCodestream(wrapped)));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    let size: Size | null = null;
    let coding: Pick<Codestream, 'isReversible' | 'hasColourTransform'> | null = null;
    let at = 2;
    for (; view.getUint16(at) !== tilePartMarker; at += 2 + view.getUint16(at + 2)) {
      if (view.getUint16(at) === sizeMarker) size = readSize(view, at);
      if (view.getUint16(at) === codingMarker) coding = readCoding(view, at);
    }
    requireTileParts(view, at);
    if (size && coding) {
      const { signs, ...shape } = size;
      return { bytes: declaredUnsigned(bytes, signs), isSigned: signs.length > 0, ...shape, ...coding };
    }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw undecodable(format, cause);
  }
  throw undecodable(format);
}

/** SOC followed by SIZ. */
function startOfCodestream(bytes: Uint8Array): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(Uint8Array.of(0xff, 0x4f, 0xff, 0x51));
}

interface Size extends StreamShape {
  /** Where signed samples are declared. */
  readonly signs: readonly number[];
}

function readSize(view: DataView, at: number): Size {
  const [right, bottom, left, top] = [6, 10, 14, 18].map((offset) => view.getUint32(at + offset)) as [
    number,
    number,
    number,
    number,
  ];
  const components = view.getUint16(at + 38);
  for (let i = 0; i < components; i++) {
    const first = [0, 1, 2].map((offset) => view.getUint8(at + 40 + offset));
    const own = [0, 1, 2].map((offset) => view.getUint8(at + 40 + 3 * i + offset));
    // Components of unlike depth or size: the decoders give them back wrongly.
    if (own[0] !== first[0] || own[1] !== 1 || own[2] !== 1) throw undecodable(format);
  }
  const isSigned = view.getUint8(at + 40) >= signBit;
  const signs = Array.from({ length: isSigned ? components : 0 }, (_, i) => at + 40 + 3 * i);
  return { columns: right - left, rows: bottom - top, components, signs };
}

function declaredUnsigned(bytes: Uint8Array, signs: readonly number[]): Uint8Array {
  if (signs.length === 0) return bytes;
  const copy = new Uint8Array(bytes);
  for (const at of signs) copy[at]! &= ~signBit;
  return copy;
}

function readCoding(view: DataView, at: number): Pick<Codestream, 'isReversible' | 'hasColourTransform'> {
  return { hasColourTransform: view.getUint8(at + 8) === 1, isReversible: view.getUint8(at + 13) === 1 };
}

/** A decoder that makes up what is missing would show half a radiograph as a whole one. */
function requireTileParts(view: DataView, first: number): void {
  let at = first;
  while (at + 12 <= view.byteLength && view.getUint16(at) === tilePartMarker) {
    const length = view.getUint32(at + 6);
    // 0: up to the end of the codestream.
    if (length === 0) return;
    if (length < 12) throw undecodable(format);
    at += length;
  }
  if (at > view.byteLength) throw undecodable(format);
}
