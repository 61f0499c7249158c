import { inflateRawSync } from 'node:zlib';
import dicomParser, { type DataSet } from 'dicom-parser';
import { faultError, FaultError } from '../../../domain/faults/fault.ts';
import { tag } from './tags.ts';
import { repaired } from './repair.ts';
import { bareSyntax, withTrueSyntax } from './true-syntax.ts';

/** A deflated file that grows beyond this is a decompression bomb. */
const maxInflatedBytes = 1 << 30;

/** Bytes that begin like DICOM: "DICM" after the preamble, or a data set from the first byte on. */
export function isDicom(bytes: Uint8Array): boolean {
  return hasPreamble(bytes) || bareSyntax(bytes) !== null;
}

function hasPreamble(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM';
}

/** All elements of the file. Damage after the pixel data does not matter; damage before it does. */
export function parseDataSet(bytes: Uint8Array): DataSet {
  const { file: whole, options } = part10(withoutOv(bytes));
  const file = repaired(whole);
  try {
    return dicomParser.parseDicom(file, options);
  } catch (thrown) {
    if (thrown instanceof FaultError) throw thrown;
    const partial = (thrown as { dataSet?: DataSet }).dataSet;
    if (!partial?.elements[tag.PixelData]) throw faultError('image.garbled-header', {}, thrown);
    return withMeta(partial, file, options);
  }
}

/** dicom-parser does not know the VR OV of the Extended Offset Tables (7FE0,0001) and (7FE0,0002); OB is laid out alike. */
function withoutOv(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = [1, 2].map((element) => file.indexOf(Uint8Array.of(0xe0, 0x7f, element, 0, 0x4f, 0x56)));
  if (found.every((at) => at < 0)) return bytes;
  const patched = new Uint8Array(bytes);
  for (const at of found.filter((position) => position >= 0)) patched[at + 5] = 0x42;
  return patched;
}

interface ParseOptions extends dicomParser.ParseDicomOptions {
  /** Missing in dicom-parser's types. */
  inflater: typeof inflate;
}

function part10(bytes: Uint8Array): { file: Uint8Array; options: ParseOptions } {
  const options = { inflater: inflate };
  if (hasPreamble(bytes)) return { file: withTrueSyntax(bytes), options };
  const startsWithMeta = bytes[0] === 2;
  if (!startsWithMeta) return { file: bytes, options: { ...options, TransferSyntaxUID: bareSyntax(bytes)! } };
  const file = new Uint8Array(bytes.length + 132);
  file.set([0x44, 0x49, 0x43, 0x4d], 128);
  file.set(bytes, 132);
  return { file: withTrueSyntax(file), options };
}

/** After an error the parser gives the data set without the file meta information; put it back. */
function withMeta(partial: DataSet, file: Uint8Array, options: ParseOptions): DataSet {
  if (!hasPreamble(file)) return partial;
  const { elements } = dicomParser.parseDicom(file, { ...options, untilTag: tag.PixelData });
  const meta = Object.entries(elements).filter(([name]) => name.startsWith('x0002'));
  Object.assign(partial.elements, Object.fromEntries(meta));
  return partial;
}

/** dicom-parser wants the file's start followed by the inflated rest. */
function inflate(bytes: Uint8Array, position: number): Uint8Array {
  const rest = inflated(bytes.subarray(position), maxInflatedBytes);
  const whole = new Uint8Array(position + rest.length);
  whole.set(bytes.subarray(0, position));
  whole.set(rest, position);
  return whole;
}

export function inflated(bytes: Uint8Array, maxOutputLength: number): Uint8Array {
  try {
    return inflateRawSync(bytes, { maxOutputLength });
  } catch (cause) {
    throw faultError('image.bad-deflate', {}, cause);
  }
}

/** The parts of a text or code string element: trimmed, empty ones left out. */
export function strings(dataSet: DataSet, name: string): string[] {
  const text = dataSet.string(name) ?? '';
  return text.split('\\').map((part) => part.replaceAll('\0', '').trim());
}

/** First value of a code string, UID or the like; null when absent or empty. */
export function firstString(dataSet: DataSet, name: string): string | null {
  return strings(dataSet, name)[0] || null;
}

/** The value bytes of an element. */
export function bytesOf(dataSet: DataSet, name: string): Uint8Array | null {
  const element = dataSet.elements[name];
  return element ? dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length) : null;
}

/** The first item of a sequence. */
export function itemOf(dataSet: DataSet | undefined, name: string, index = 0): DataSet | undefined {
  return dataSet?.elements[name]?.items?.[index]?.dataSet;
}
