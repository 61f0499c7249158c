import { metaOf, statedSyntaxOf } from './true-syntax.ts';
import { deflatedLittleEndian, explicitBigEndian, implicitLittleEndian } from './transfer-syntaxes.ts';

const itemEnd = Uint8Array.of(0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0);
const [item, itemDelimiter, sequenceDelimiter] = [0xfffee000, 0xfffee00d, 0xfffee0dd];
const undefinedLength = 0xffffffff;
const pixelGroup = 0x7fe0;
/** Sequences in sequences; no sound file comes near. */
const deepest = 50;

interface Repairs {
  readonly bytes: Uint8Array;
  readonly missingVrs: { readonly at: number; readonly length: number }[];
  /** Where an item of undefined length lacks its end. */
  readonly missingEnds: number[];
}

/**
 * Two mistakes of writers that make the parser lose what follows: an element without VR among those with one, and an item that
 * ends with its sequence. What this does not understand is left to the parser.
 */
export function repaired(file: Uint8Array): Uint8Array {
  const syntax = statedSyntaxOf(file);
  const { position } = metaOf(file);
  if (
    position === undefined ||
    [implicitLittleEndian, explicitBigEndian, deflatedLittleEndian].includes(syntax ?? '')
  ) {
    return file;
  }
  const repairs: Repairs = { bytes: file, missingVrs: [], missingEnds: [] };
  const { missingVrs, missingEnds } = repairs;
  if (walk(repairs, position, 0) === null || missingVrs.length + missingEnds.length === 0) return file;
  const bytes = Uint8Array.from(file);
  // LO is as long as an element without VR; the parser reads numbers whatever their VR.
  for (const { at, length } of missingVrs) bytes.set([0x4c, 0x4f, length & 0xff, length >> 8], at + 4);
  const starts = [0, ...missingEnds];
  const pieces = starts.map((start, i) => bytes.subarray(start, starts[i + 1]));
  return Buffer.concat(pieces.flatMap((piece, i) => (i === 0 ? [piece] : [itemEnd, piece])));
}

/** Goes to the pixel data, or in an item to its end. Null where the bytes make no sense; else where it came to. */
function walk(repairs: Repairs, start: number, depth: number): number | null {
  const { bytes } = repairs;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isItem = depth > 0;
  if (depth > deepest) return null;
  for (let at = start; at + 8 <= bytes.length;) {
    const tag = tagAt(view, at);
    if (isItem && tag === itemDelimiter) return at + 8;
    if (isItem && tag === sequenceDelimiter) {
      repairs.missingEnds.push(at);
      return at;
    }
    if (tag >>> 16 >= pixelGroup) return isItem ? null : at;
    const bare = hasVr(bytes, at) ? null : lengthWithoutVr(bytes, view, at);
    if (bare !== null) {
      repairs.missingVrs.push({ at, length: bare });
      at += 8 + bare;
      continue;
    }
    const vr = String.fromCharCode(bytes[at + 4]!, bytes[at + 5]!);
    const isLong = /^(OB|OD|OL|OW|SQ|OF|UC|UR|UT|UN)$/.test(vr);
    if (isLong && at + 12 > bytes.length) return null;
    const length = isLong ? view.getUint32(at + 8, true) : view.getUint16(at + 6, true);
    const value = at + (isLong ? 12 : 8);
    const end: number | null =
      length !== undefinedLength ? value + length : vr === 'SQ' ? walkItems(repairs, view, value, depth) : null;
    if (end === null) return null;
    at = end;
  }
  return isItem ? null : bytes.length;
}

/** The items of a sequence of undefined length. */
function walkItems(repairs: Repairs, view: DataView, start: number, depth: number): number | null {
  for (let at = start; at + 8 <= view.byteLength;) {
    const tag = tagAt(view, at);
    if (tag === sequenceDelimiter) return at + 8;
    if (tag !== item) return null;
    const length = view.getUint32(at + 4, true);
    const end = length === undefinedLength ? walk(repairs, at + 8, depth + 1) : at + 8 + length;
    if (end === null) return null;
    at = end;
  }
  return null;
}

/** Null unless the next element agrees. */
function lengthWithoutVr(bytes: Uint8Array, view: DataView, at: number): number | null {
  const length = view.getUint32(at + 4, true);
  const next = at + 8 + length;
  if (length > 0xffff || next + 8 > bytes.length || !hasVr(bytes, next)) return null;
  return tagAt(view, next) > tagAt(view, at) ? length : null;
}

function hasVr(bytes: Uint8Array, at: number): boolean {
  return /^[A-Z]{2}$/.test(String.fromCharCode(bytes[at + 4]!, bytes[at + 5]!));
}

function tagAt(view: DataView, at: number): number {
  return view.getUint16(at, true) * 0x10000 + view.getUint16(at + 2, true);
}
