import { describe, expect, test } from 'vitest';
import { makeDicom, makeItem, type MadeElement } from '../../../tests/support/make-dicom.ts';
import { readImage } from '../read-image.ts';
import { FaultError } from '../../domain/faults/fault.ts';

async function read(elements: readonly MadeElement[]) {
  const file = await readImage(makeDicom(elements));
  if (!file.ok) throw new FaultError(file.error);
  const opened = await file.value.frame(0);
  if (!opened.ok) throw new FaultError(opened.error);
  const { pixels: _, ...metadata } = opened.value;
  return { header: file.value.header, metadata, file: file.value };
}

describe('the metadata of a DICOM frame', () => {
  test('hold every window with its explanation, and begin with the first', async () => {
    const { metadata } = await read([
      ['00281050', 'DS', '150\\90'],
      ['00281051', 'DS', '300\\80'],
      ['00281055', 'LO', 'NORMAL\\BONE'],
      ['00281056', 'CS', 'SIGMOID'],
    ]);
    expect(metadata.windows).toEqual([
      { center: 150, width: 300, function: 'SIGMOID', explanation: 'NORMAL' },
      { center: 90, width: 80, function: 'SIGMOID', explanation: 'BONE' },
    ]);
    expect(metadata.voi).toEqual({ center: 150, width: 300, function: 'SIGMOID' });
  });

  test('describe look-up tables, whose entries the file gives', async () => {
    const table = (name: string): MadeElement[] => [
      ['00283002', 'US', [3, 10, 12]],
      ['00283003', 'LO', name],
      ['00283006', 'US', [7, 8, 4095]],
    ];
    const elements: MadeElement[] = [
      ['00283000', 'SQ', makeItem([...table('Optical density'), ['00283004', 'LO', 'OD']])],
      ['00283010', 'SQ', Uint8Array.from([...makeItem(table('Chest')), ...makeItem(table('Ribs'))])],
    ];
    const plain = await read(elements);
    const described = { entries: 3, firstValue: 10, bits: 12 };
    expect(plain.metadata).toMatchObject({
      modalityLut: { ...described, explanation: 'Optical density', type: 'OD' },
      voiLuts: [
        { ...described, explanation: 'Chest' },
        { ...described, explanation: 'Ribs' },
      ],
      isVoiLutApplied: true,
    });
    expect(plain.file.voiTables(0).map((entries) => [...entries])).toEqual([
      [7, 8, 4095],
      [7, 8, 4095],
    ]);
    const windowed = await read([...elements, ['00281050', 'DS', '150'], ['00281051', 'DS', '300']]);
    expect(windowed.metadata).toMatchObject({ isVoiLutApplied: false, voiLuts: [{}, {}] });
  });

  test('leave out a table that is cut off, where the image does not need it', async () => {
    const { metadata } = await read([
      ['00281050', 'DS', '150'],
      ['00281051', 'DS', '300'],
      [
        '00283010',
        'SQ',
        makeItem([
          ['00283002', 'US', [4096, 0, 12]],
          ['00283006', 'US', [7, 8]],
        ]),
      ],
    ]);
    expect(metadata).toMatchObject({ voiLuts: [], voi: { center: 150 } });
  });

  test('tell where the image lies in the patient, how it is shown and what was lost', async () => {
    const { metadata } = await read([
      ['00180015', 'CS', 'CHEST'],
      ['00181164', 'DS', '0.2\\0.2'],
      ['00200020', 'CS', 'L\\F'],
      ['00200032', 'DS', '-100\\0\\12.5'],
      ['00200037', 'DS', '1\\0\\0\\0\\0\\-1'],
      ['00200062', 'CS', 'R'],
      ['00280030', 'DS', '0.18\\0.18'],
      ['00280a02', 'CS', 'FIDUCIAL'],
      ['00281054', 'LO', 'US'],
      ['00282110', 'CS', '01'],
      ['00282112', 'DS', '10\\4'],
      ['00282114', 'CS', 'ISO_10918_1\\ISO_15444_1'],
      ['20500020', 'CS', 'INVERSE'],
    ]);
    expect(metadata).toMatchObject({
      spacing: { rowMm: 0.18, columnMm: 0.18, source: 'PixelSpacing', calibration: 'FIDUCIAL' },
      imageOrientation: [1, 0, 0, 0, 0, -1],
      imagePosition: [-100, 0, 12.5],
      patientOrientation: ['L', 'F'],
      laterality: 'R',
      rescaleType: 'US',
      presentationLutShape: 'INVERSE',
      isLossy: true,
      lossy: { flag: '01', ratios: [10, 4], methods: ['ISO_10918_1', 'ISO_15444_1'] },
    });
  });

  test('list the overlay planes, also one in unused bits of the pixel data', async () => {
    const { metadata } = await read([
      ['60000010', 'US', 2],
      ['60000011', 'US', 2],
      ['60000022', 'LO', 'Marks'],
      ['60000040', 'CS', 'G'],
      ['60000050', 'SS', [1, -3]],
      ['60000100', 'US', 1],
      ['60000102', 'US', 0],
      ['60001500', 'LO', 'Arrow'],
      ['60003000', 'OW', [5]],
      ['60020010', 'US', 2],
      ['60020011', 'US', 2],
      ['60020040', 'CS', 'R'],
      ['60020045', 'LO', 'USER'],
      ['60020050', 'SS', [1, 1]],
      ['60020100', 'US', 16],
      ['60020102', 'US', 12],
    ]);
    const plane = { rows: 2, columns: 2, frames: 1, firstFrame: 1, originRow: 1 };
    expect(metadata.overlays).toEqual([
      {
        ...plane,
        group: 0x6000,
        originColumn: -3,
        type: 'G',
        subtype: null,
        label: 'Arrow',
        description: 'Marks',
        bits: { location: 'overlay data' },
      },
      {
        ...plane,
        group: 0x6002,
        originColumn: 1,
        type: 'R',
        subtype: 'USER',
        label: null,
        description: null,
        bits: { location: 'pixel data', bit: 12 },
      },
    ]);
  });

  test('survive being written as JSON', async () => {
    const { header, metadata } = await read([
      ['60000010', 'US', 2],
      ['60000011', 'US', 2],
    ]);
    expect(JSON.parse(JSON.stringify({ header, metadata }))).toEqual({ header, metadata });
  });
});
