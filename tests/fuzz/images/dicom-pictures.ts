/** Sound DICOM files, each small and with something that readers treat apart. */
import { element, textElement, wordElement, type DicomElement, type DicomFile, type DicomItem } from './dicom-file.ts';

const explicit = '1.2.840.10008.1.2.1';

const floats = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);
const words = (...values: number[]): Uint8Array => new Uint8Array(Uint16Array.from(values).buffer);
const ramp = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 29) % 256);
const item = (...elements: DicomElement[]): DicomItem => ({ elements });

interface Shape {
  readonly rows?: number;
  readonly columns?: number;
  readonly bits?: readonly [allocated: number, stored: number];
  readonly samples?: number;
  readonly photometric?: string;
}

const side = 6;

export function shape({ rows = side, columns = side, bits = [16, 12], samples = 1, photometric }: Shape = {}) {
  return [
    wordElement(0x00280002, samples),
    textElement(0x00280004, 'CS', photometric ?? (samples === 3 ? 'RGB' : 'MONOCHROME2')),
    ...(samples === 3 ? [wordElement(0x00280006, 0)] : []),
    wordElement(0x00280010, rows),
    wordElement(0x00280011, columns),
    wordElement(0x00280100, bits[0]),
    wordElement(0x00280101, bits[1]),
    wordElement(0x00280102, bits[1] - 1),
    wordElement(0x00280103, 0),
  ];
}

const pixels = (value: DicomElement['value'], vr = 'OW'): DicomElement => element(0x7fe00010, vr, value);
const deep = ramp(side * side * 2).map((byte, i) => (i % 2 === 1 ? byte & 15 : byte));

export const file = (elements: readonly DicomElement[], more: Partial<DicomFile> = {}): DicomFile => ({
  syntax: explicit,
  encoding: 'explicit',
  hasPreamble: true,
  meta: [textElement(0x00020002, 'UI', '1.2.840.10008.5.1.4.1.1.1.1')],
  elements: elements.toSorted((a, b) => a.tag - b.tag),
  ...more,
});

const identity = [
  textElement(0x00080005, 'CS', 'ISO_IR 100'),
  textElement(0x00080008, 'CS', 'ORIGINAL\\PRIMARY'),
  textElement(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.1.1'),
  textElement(0x00080018, 'UI', '1.2.3.4'),
  textElement(0x00080020, 'DA', '20240131'),
  textElement(0x00080030, 'TM', '101112.5'),
  textElement(0x00080060, 'CS', 'DX'),
  textElement(0x00081030, 'LO', 'Chest'),
  textElement(0x00100010, 'PN', 'Phantom^Test'),
  textElement(0x00100020, 'LO', 'P1'),
  textElement(0x00100030, 'DA', '19700101'),
  textElement(0x00101010, 'AS', '054Y'),
  textElement(0x00180015, 'CS', 'CHEST'),
  textElement(0x00181164, 'DS', '0.143\\0.143'),
  textElement(0x00185101, 'CS', 'PA'),
  textElement(0x0020000d, 'UI', '1.2.3'),
  textElement(0x0020000e, 'UI', '1.2.3.1'),
  textElement(0x00200020, 'CS', 'L\\F'),
  textElement(0x00280030, 'DS', '0.2\\0.2'),
  textElement(0x00281050, 'DS', '1000\\2000'),
  textElement(0x00281051, 'DS', '500\\900'),
  textElement(0x00281052, 'DS', '-1024'),
  textElement(0x00281053, 'DS', '1.5'),
  textElement(0x00281055, 'LO', 'A\\B'),
  textElement(0x00281056, 'CS', 'LINEAR'),
  textElement(0x20500020, 'CS', 'IDENTITY'),
];

const lut = (...entries: number[]): DicomItem =>
  item(wordElement(0x00283002, entries.length, 0, 16), element(0x00283006, 'OW', words(...entries)));

const overlay = [
  wordElement(0x60000010, side),
  wordElement(0x60000011, side),
  textElement(0x60000040, 'CS', 'G'),
  wordElement(0x60000050, 1, 1),
  wordElement(0x60000100, 1),
  wordElement(0x60000102, 0),
  element(0x60003000, 'OW', ramp(6)),
];

const functionalGroups = [
  element(0x52009229, 'SQ', [item(element(0x00289110, 'SQ', [item(textElement(0x00280030, 'DS', '0.5\\0.5'))]))]),
  element(0x52009230, 'SQ', [
    item(element(0x00289132, 'SQ', [item(textElement(0x00281050, 'DS', '40'), textElement(0x00281051, 'DS', '80'))])),
    item(element(0x00289145, 'SQ', [item(textElement(0x00281052, 'DS', '0'), textElement(0x00281053, 'DS', '2'))])),
  ]),
];

const packBits = (bytes: Uint8Array): Uint8Array => Uint8Array.of(bytes.length - 1, ...bytes);

function rle(...segments: readonly Uint8Array[]): Uint8Array {
  const heads = new Uint32Array(16);
  heads[0] = segments.length;
  segments.forEach((_, i) => {
    heads[i + 1] = 64 + segments.slice(0, i).reduce((sum, { length }) => sum + length, 0);
  });
  return Buffer.concat([new Uint8Array(heads.buffer), ...segments]);
}

const encapsulated = (...fragments: Uint8Array[]) => ({ fragments: [new Uint8Array(), ...fragments] });
const grey8 = shape({ bits: [8, 8] });

/** An index of a disc with two images. */
export const directory: DicomFile = file(
  [
    textElement(0x00041130, 'CS', 'DISC'),
    element(0x00041220, 'SQ', [
      ...['PATIENT', 'STUDY', 'SERIES'].map((kind) =>
        item(wordElement(0x00041410, 0xffff), textElement(0x00041430, 'CS', kind)),
      ),
      ...['IM1', 'IM2'].map((name) =>
        item(
          wordElement(0x00041410, 0xffff),
          textElement(0x00041430, 'CS', 'IMAGE'),
          textElement(0x00041500, 'CS', `DICOM\\ST1\\${name}`),
          textElement(0x00041512, 'UI', explicit),
        ),
      ),
    ]),
  ],
  { meta: [textElement(0x00020002, 'UI', '1.2.840.10008.1.3.10')] },
);

const plain = [...identity, ...shape(), pixels(deep)];

export const pictures: readonly DicomFile[] = [
  file(plain),
  file(plain, { syntax: '1.2.840.10008.1.2', encoding: 'implicit' }),
  file(plain, { syntax: '1.2.840.10008.1.2', encoding: 'implicit', hasPreamble: false }),
  file(plain, { syntax: '1.2.840.10008.1.2.2', encoding: 'big' }),
  file(plain, { syntax: '1.2.840.10008.1.2.1.99', encoding: 'deflated' }),
  file([...identity, ...grey8, ...overlay, pixels(ramp(side * side), 'OB')]),
  file([...identity, ...shape({ bits: [8, 8], samples: 3 }), pixels(ramp(3 * side * side), 'OB')]),
  file([...shape({ bits: [8, 8], samples: 3, photometric: 'YBR_FULL_422' }), pixels(ramp(2 * side * side), 'OB')]),
  file([
    ...shape({ bits: [8, 8], photometric: 'PALETTE COLOR' }),
    ...[0x00281101, 0x00281102, 0x00281103].map((at) => wordElement(at, 256, 0, 16)),
    ...[0x00281201, 0x00281202, 0x00281203].map((at) => element(at, 'OW', ramp(512))),
    pixels(ramp(side * side), 'OB'),
  ]),
  file([...shape({ bits: [1, 1] }), textElement(0x00280008, 'IS', '2'), pixels(ramp(10), 'OB')]),
  file([
    ...shape({ bits: [32, 32] }),
    element(0x7fe00008, 'OF', floats(...Array.from({ length: 36 }, (_, i) => i / 7))),
  ]),
  file([
    ...plain.filter(({ tag }) => tag !== 0x00281050 && tag !== 0x00281051),
    element(0x00283000, 'SQ', [lut(0, 10, 20, 400)]),
    element(0x00283010, 'SQ', [lut(0, 100, 65535)]),
    wordElement(0x00280120, 5),
  ]),
  file([...grey8, ...functionalGroups, textElement(0x00280008, 'IS', '2'), pixels(ramp(2 * side * side), 'OB')]),
  file([...identity, ...grey8, pixels(encapsulated(rle(packBits(ramp(side * side)))), 'OB')], {
    syntax: '1.2.840.10008.1.2.5',
  }),
  file([...identity, ...grey8, pixels(encapsulated(ramp(side * side)), 'OB')], { syntax: '1.2.840.10008.1.2.1.98' }),
];
