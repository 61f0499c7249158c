/** Hand-written DICOM bytes for tests: Part 10, Explicit VR Little Endian unless said otherwise. */

/** Compressed pixel data: one fragment a frame, without an offset table. */
interface Encapsulated {
  readonly fragments: readonly Uint8Array[];
}
type Value = string | number | readonly number[] | Uint8Array | Encapsulated;
/** Tag in hexadecimal, VR, value. */
export type MadeElement = readonly [tag: string, vr: string, value: Value];

const longVrs = ['OB', 'OW', 'OF', 'OD', 'SQ', 'UN', 'UT'];

function encapsulated({ fragments }: Encapsulated): number[] {
  const item = (bytes: Uint8Array): number[] => [0xfe, 0xff, 0x00, 0xe0, ...littleEndian(bytes.length, 4), ...bytes];
  const end = [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0];
  return [0xff, 0xff, 0xff, 0xff, ...item(new Uint8Array(0)), ...fragments.flatMap(item), ...end];
}

function valueBytes(vr: string, value: Exclude<Value, Encapsulated>): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string')
    return new TextEncoder().encode(value.length % 2 ? `${value}${vr === 'UI' ? '\0' : ' '}` : value);
  const numbers = typeof value === 'number' ? [value] : value;
  const words = vr === 'SS' ? Int16Array.from(numbers) : Uint16Array.from(numbers);
  return new Uint8Array(words.buffer);
}

function element([tag, vr, value]: MadeElement): number[] {
  const [group, number] = [parseInt(tag.slice(0, 4), 16), parseInt(tag.slice(4), 16)];
  const head = [group & 255, group >> 8, number & 255, number >> 8, vr.charCodeAt(0), vr.charCodeAt(1)];
  if (typeof value === 'object' && 'fragments' in value) return [...head, 0, 0, ...encapsulated(value)];
  const bytes = valueBytes(vr, value);
  const length = longVrs.includes(vr) ? [0, 0, ...littleEndian(bytes.length, 4)] : littleEndian(bytes.length, 2);
  return [...head, ...length, ...bytes];
}

function littleEndian(value: number, width: number): number[] {
  return Array.from({ length: width }, (_, i) => (value >>> (8 * i)) & 255);
}

/** A 2 × 2 image, 16 bits allocated, 12 stored, unsigned, MONOCHROME2, pixels 0 100 200 300; elements replace or add, and empty pixel data goes. */
export function makeDicom(elements: readonly MadeElement[] = [], transferSyntax = '1.2.840.10008.1.2.1'): Uint8Array {
  const defaults: MadeElement[] = [
    ['00280002', 'US', 1],
    ['00280004', 'CS', 'MONOCHROME2'],
    ['00280010', 'US', 2],
    ['00280011', 'US', 2],
    ['00280100', 'US', 16],
    ['00280101', 'US', 12],
    ['00280102', 'US', 11],
    ['00280103', 'US', 0],
    ['7fe00010', 'OW', [0, 100, 200, 300]],
  ];
  const all = new Map([...defaults, ...elements].map((entry) => [entry[0], entry]));
  if (all.get('7fe00010')?.[2] === '') all.delete('7fe00010');
  const body = [...all.values()].toSorted((a, b) => (a[0] < b[0] ? -1 : 1)).flatMap(element);
  const meta = element(['00020010', 'UI', transferSyntax]);
  return Uint8Array.from([...new Uint8Array(128), 0x44, 0x49, 0x43, 0x4d, ...meta, ...body]);
}

/** A sequence of one item, for the value of an element with VR SQ. */
export function makeItem(elements: readonly MadeElement[]): Uint8Array {
  const body = elements.flatMap(element);
  return Uint8Array.from([0xfe, 0xff, 0x00, 0xe0, ...littleEndian(body.length, 4), ...body]);
}
