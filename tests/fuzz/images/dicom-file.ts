/** DICOM files as values, written in every encoding (PS3.5 7 and 10), with what is stated apart from what is so. */
import { deflateRawSync } from 'node:zlib';

export interface DicomElement {
  readonly tag: number;
  readonly vr: string;
  readonly value: Uint8Array | readonly DicomItem[] | Fragments;
  /** Stated in place of the true one; 0xffffffff for an undefined one. */
  readonly statedLength?: number;
}
export interface DicomItem {
  readonly elements: readonly DicomElement[];
  readonly statedLength?: number;
}
/** Encapsulated pixel data: the offset table, then the streams. */
export interface Fragments {
  readonly fragments: readonly Uint8Array[];
}

export interface DicomFile {
  readonly syntax: string;
  /** How it is written, which the syntax may contradict. */
  readonly encoding: 'explicit' | 'implicit' | 'big' | 'deflated';
  readonly hasPreamble: boolean;
  readonly meta: readonly DicomElement[];
  readonly elements: readonly DicomElement[];
}

const wideVrs = ['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'];
const UNDEFINED = 0xffffffff;

export const isItems = (value: DicomElement['value']): value is readonly DicomItem[] => Array.isArray(value);
export const isBytes = (value: DicomElement['value']): value is Uint8Array => value instanceof Uint8Array;

export const element = (tag: number, vr: string, value: DicomElement['value']): DicomElement => ({ tag, vr, value });

export function textElement(tag: number, vr: string, value: string): DicomElement {
  const bytes = new TextEncoder().encode(value);
  const even = new Uint8Array(bytes.length + (bytes.length % 2)).fill(vr === 'UI' ? 0 : 0x20);
  even.set(bytes);
  return element(tag, vr, even);
}

export const wordElement = (tag: number, ...values: readonly number[]): DicomElement =>
  element(tag, 'US', new Uint8Array(Uint16Array.from(values).buffer));

type Encoding = Pick<DicomFile, 'encoding'>['encoding'];

function head(tag: number, isBig: boolean): Uint8Array {
  const bytes = Uint8Array.of((tag >>> 16) & 255, tag >>> 24, tag & 255, (tag >>> 8) & 255);
  return isBig ? swapped(bytes, 2) : bytes;
}

function lengthBytes(length: number, width: 2 | 4, isBig: boolean): Buffer {
  const bytes = Buffer.alloc(width);
  const fitting = width === 2 ? length & 0xffff : length >>> 0;
  if (isBig) bytes.writeUIntBE(fitting, 0, width);
  else bytes.writeUIntLE(fitting, 0, width);
  return bytes;
}

function item(content: Uint8Array, isBig: boolean, statedLength = content.length): Buffer {
  const end = statedLength === UNDEFINED ? [head(0xfffee00d, isBig), Buffer.alloc(4)] : [];
  return Buffer.concat([head(0xfffee000, isBig), lengthBytes(statedLength, 4, isBig), content, ...end]);
}

const wordWidth: Readonly<Partial<Record<string, 2 | 4 | 8>>> = {
  US: 2,
  SS: 2,
  OW: 2,
  UL: 4,
  SL: 4,
  FL: 4,
  OF: 4,
  FD: 8,
};

function swapped(bytes: Uint8Array, width: number): Uint8Array {
  const turned = Uint8Array.from(bytes);
  for (let at = 0; at + width <= turned.length; at += width) turned.subarray(at, at + width).reverse();
  return turned;
}

function valueBytes({ vr, value }: DicomElement, encoding: Encoding): Uint8Array {
  const isBig = encoding === 'big';
  if (isBytes(value)) return isBig ? swapped(value, wordWidth[vr] ?? 1) : value;
  if (isItems(value)) {
    return Buffer.concat(
      value.map(({ elements, statedLength }) => item(elementsBytes(elements, encoding), isBig, statedLength)),
    );
  }
  return Buffer.concat(value.fragments.map((fragment) => item(fragment, isBig)));
}

function elementBytes(one: DicomElement, encoding: Encoding): Buffer {
  const isBig = encoding === 'big';
  const value = valueBytes(one, encoding);
  const isOpen = !isBytes(one.value) && !isItems(one.value);
  const length = one.statedLength ?? (isOpen ? UNDEFINED : value.length);
  const isWide = encoding === 'implicit' || wideVrs.includes(one.vr);
  const vr = encoding === 'implicit' ? [] : [Buffer.from(one.vr.padEnd(2).slice(0, 2), 'latin1')];
  const end = length === UNDEFINED && !isBytes(one.value) ? [head(0xfffee0dd, isBig), Buffer.alloc(4)] : [];
  return Buffer.concat([
    head(one.tag, isBig),
    ...vr,
    ...(isWide && encoding !== 'implicit' ? [Buffer.alloc(2)] : []),
    lengthBytes(length, isWide ? 4 : 2, isBig),
    value,
    ...end,
  ]);
}

function elementsBytes(elements: readonly DicomElement[], encoding: Encoding): Buffer {
  return Buffer.concat(elements.map((one) => elementBytes(one, encoding)));
}

export function writeDicomFile({ syntax, encoding, hasPreamble, meta, elements }: DicomFile): Uint8Array {
  const about = elementsBytes([textElement(0x00020010, 'UI', syntax), ...meta], 'explicit');
  const group = element(0x00020000, 'UL', new Uint8Array(Uint32Array.of(about.length).buffer));
  const body = elementsBytes(elements, encoding === 'deflated' ? 'explicit' : encoding);
  return Buffer.concat([
    ...(hasPreamble ? [Buffer.alloc(128), Buffer.from('DICM')] : []),
    elementBytes(group, 'explicit'),
    about,
    encoding === 'deflated' ? deflateRawSync(body, { level: 1 }) : body,
  ]);
}
