import { inflateRawSync } from 'node:zlib';
import dicomParser, { type DataSet, type Element } from 'dicom-parser';
import { faultError, FaultError } from '../../../domain/faults/fault.ts';
import type { ReadingLimits } from '../../../domain/reading-budget.ts';
import { countedStream, requireShallow } from './counted-stream.ts';
import { repaired } from './repair.ts';
import { tag } from './tags.ts';
import { deflatedLittleEndian, explicitBigEndian, implicitLittleEndian } from './transfer-syntaxes.ts';
import { bareSyntax, metaOf, syntaxOf, withTrueSyntax } from './true-syntax.ts';

/** Bytes that begin like DICOM: "DICM" after the preamble, or a data set from the first byte on. */
export function isDicom(bytes: Uint8Array): boolean {
  return hasPreamble(bytes) || bareSyntax(bytes) !== null;
}

function hasPreamble(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM';
}

/** All elements of the file. Damage after the pixel data does not matter; damage before it does. */
export function parseDataSet(bytes: Uint8Array, limits: ReadingLimits): DataSet {
  const file = repaired(withMeta(withoutOv(bytes)));
  const { elements: meta, position = 0, syntax } = encodingOf(file);
  const isDeflated = syntax === deflatedLittleEndian;
  const whole = isDeflated ? inflatedFrom(file, position, limits) : file;
  const parser =
    syntax === explicitBigEndian ? dicomParser.bigEndianByteArrayParser : dicomParser.littleEndianByteArrayParser;
  const dataSet = new DataSetOf(parser, whole, {});
  const stream = countedStream(parser, whole, position, limits);
  dataSet.warnings = stream.warnings;
  try {
    if (syntax === implicitLittleEndian) dicomParser.parseDicomDataSetImplicit(dataSet, stream, whole.length);
    else dicomParser.parseDicomDataSetExplicit(dataSet, stream, whole.length);
  } catch (thrown) {
    if (thrown instanceof FaultError) throw thrown;
    if (thrown instanceof RangeError) throw faultError('image.nested-too-deep', { most: limits.depth }, thrown);
    if (!dataSet.elements[tag.PixelData]) throw faultError('image.garbled-header', {}, thrown);
  }
  requireShallow(dataSet, limits);
  Object.assign(dataSet.elements, meta);
  return dataSet;
}

/** Missing in dicom-parser's types. */
const { DataSet: DataSetOf } = dicomParser as unknown as {
  readonly DataSet: new (
    parser: dicomParser.ByteArrayParser,
    bytes: Uint8Array,
    elements: Record<string, Element>,
  ) => DataSet;
};

/** dicom-parser does not know the VR OV of the Extended Offset Tables (7FE0,0001) and (7FE0,0002); OB is laid out alike. */
function withoutOv(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = [1, 2].map((element) => file.indexOf(Uint8Array.of(0xe0, 0x7f, element, 0, 0x4f, 0x56)));
  if (found.every((at) => at < 0)) return bytes;
  const patched = new Uint8Array(bytes);
  for (const at of found.filter((position) => position >= 0)) patched[at + 5] = 0x42;
  return patched;
}

/** With a preamble, where only that is missing before the file meta information. */
function withMeta(bytes: Uint8Array): Uint8Array {
  if (hasPreamble(bytes)) return withTrueSyntax(bytes);
  if (bytes[0] !== 2) return bytes;
  const file = new Uint8Array(bytes.length + 132);
  file.set([0x44, 0x49, 0x43, 0x4d], 128);
  file.set(bytes, 132);
  return withTrueSyntax(file);
}

/** The file meta information, where it ends, and the syntax of what follows. */
function encodingOf(file: Uint8Array): ReturnType<typeof metaOf> & { readonly syntax: string } {
  if (hasPreamble(file)) {
    const meta = metaOf(file);
    const syntax = syntaxOf(file, meta);
    if (syntax === null) throw faultError('image.garbled-header', {});
    return { ...meta, syntax };
  }
  const syntax = bareSyntax(file)!;
  const stated = { tag: tag.TransferSyntaxUID, vr: 'UI', Value: syntax } as unknown as Element;
  return { elements: { [tag.TransferSyntaxUID]: stated }, syntax };
}

/** The file's start as it is, followed by the inflated rest. */
function inflatedFrom(file: Uint8Array, position: number, { inflatedMegabytes }: ReadingLimits): Uint8Array {
  const rest = inflated(file.subarray(position), inflatedMegabytes);
  const whole = new Uint8Array(position + rest.length);
  whole.set(file.subarray(0, position));
  whole.set(rest, position);
  return whole;
}

export function inflated(bytes: Uint8Array, megabytes: number): Uint8Array {
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.ceil(1e6 * megabytes) });
  } catch (cause) {
    const isTooLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge
      ? faultError('image.inflates-too-far', { megabytes }, cause)
      : faultError('image.bad-deflate', {}, cause);
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
