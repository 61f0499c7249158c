import dicomParser from 'dicom-parser';
import { tag } from './tags.ts';
import {
  deflatedLittleEndian,
  explicitBigEndian,
  explicitLittleEndian,
  implicitLittleEndian,
} from './transfer-syntaxes.ts';

/** Syntaxes of native pixels: they differ in nothing but how the data set is encoded. */
const native = [implicitLittleEndian, explicitLittleEndian, explicitBigEndian, deflatedLittleEndian];

/** The syntax of a data set without preamble, told from its first element: group 2 or 8, then a VR or a length. */
export function bareSyntax(bytes: Uint8Array): string | null {
  if (bytes.length < 16) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isExplicit = /^(AE|AS|CS|DA|DT|IS|LO|LT|OB|PN|SH|SQ|TM|UI|UL|US)$/.test(
    String.fromCharCode(...bytes.subarray(4, 6)),
  );
  const startsAt = (group: number, isLittle: boolean): boolean =>
    view.getUint16(0, isLittle) === group && view.getUint16(2, isLittle) <= 0x100;
  if (isExplicit && (startsAt(8, true) || startsAt(2, true))) return explicitLittleEndian;
  if (isExplicit && startsAt(8, false)) return explicitBigEndian;
  return startsAt(8, true) && view.getUint32(4, true) < bytes.length ? implicitLittleEndian : null;
}

/** The file with the transfer syntax that its data set is in, where its header states another of native pixels. */
export function withTrueSyntax(file: Uint8Array): Uint8Array {
  const { elements, position } = metaOf(file);
  const element = elements[tag.TransferSyntaxUID];
  if (element === undefined || position === undefined) return file;
  const [start, end] = [element.dataOffset, element.dataOffset + element.length];
  const stated = statedSyntaxOf(file) ?? '';
  const actual = syntaxFrom(file.subarray(position));
  if (actual === null || actual === stated || !native.includes(stated)) return file;
  const uid = Buffer.from(actual.length % 2 === 0 ? actual : `${actual}\0`, 'latin1');
  // The length stands in the two bytes before the value. The parser doesn't use that of the whole group.
  return Buffer.concat([file.subarray(0, start - 2), Uint8Array.of(uid.length, 0), uid, file.subarray(end)]);
}

export function statedSyntaxOf(file: Uint8Array): string | null {
  return syntaxOf(file, metaOf(file));
}

export function syntaxOf(file: Uint8Array, { elements }: Pick<Meta, 'elements'>): string | null {
  const element = elements[tag.TransferSyntaxUID];
  if (element === undefined) return null;
  const value = file.subarray(element.dataOffset, element.dataOffset + element.length);
  return Buffer.from(value).toString('latin1').replaceAll('\0', '').trim();
}

export interface Meta extends Pick<dicomParser.DataSet, 'elements'> {
  /** Where the data set begins; missing where the information makes no sense. */
  readonly position?: number;
}

/**
 * The file meta information of a file with preamble. dicom-parser's own way reads the first element of the data set as well,
 * however large.
 */
export function metaOf(file: Uint8Array): Meta {
  const elements: Meta['elements'] = {};
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  try {
    const stream = new dicomParser.ByteStream(dicomParser.littleEndianByteArrayParser, file, 132);
    while (stream.position + 8 <= file.length && view.getUint16(stream.position, true) <= 2) {
      const element = dicomParser.readDicomElementExplicit(stream, stream.warnings);
      // What follows may be big endian.
      elements[element.tag] = { ...element, parser: dicomParser.littleEndianByteArrayParser };
    }
    return { elements, position: stream.position };
  } catch {
    return { elements: {} };
  }
}

/** Null unless the second element agrees that there are no VRs: the first may lack its own. */
function syntaxFrom(bytes: Uint8Array): string | null {
  const syntax = bareSyntax(bytes);
  if (syntax !== implicitLittleEndian) return syntax;
  const second = 8 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  const isExplicit = /^[A-Z]{2}$/.test(String.fromCharCode(...bytes.subarray(second + 4, second + 6)));
  return isExplicit ? null : syntax;
}
