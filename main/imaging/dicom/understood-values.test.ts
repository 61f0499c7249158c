import { describe, expect, test } from 'vitest';
import { makeDicom, makeItem, type MadeElement } from '../../../tests/support/make-dicom.ts';
import { sentenceOf } from '../../../tests/support/sentence-of.ts';
import type { Frame } from '../../domain/studies/frame.ts';
import { toDisplay } from '../grey-image/display.ts';
import { readImage } from '../read-image.ts';

async function read(elements: readonly MadeElement[]): Promise<Frame | string> {
  const file = await readImage(makeDicom(elements));
  if (!file.ok) return sentenceOf(file.error);
  const frame = await file.value.frame(0);
  return frame.ok ? frame.value : sentenceOf(frame.error);
}

async function frameOf(elements: readonly MadeElement[]): Promise<Frame> {
  const frame = await read(elements);
  if (typeof frame === 'string') throw new Error(frame);
  return frame;
}

describe('a number in a header', () => {
  test('may have a comma for its point', async () => {
    const frame = await frameOf([
      ['00181164', 'DS', '0,143\\0,143'],
      ['00281050', 'DS', '1000,5\\-40,25'],
      ['00281051', 'DS', '1500,0\\3,5E2'],
      ['00281052', 'DS', '-200,0'],
      ['00281053', 'DS', ',5'],
    ]);
    expect(frame).toMatchObject({
      rescale: { slope: 0.5, intercept: -200 },
      voi: { center: 1000.5, width: 1500 },
      windows: [{}, { center: -40.25, width: 350 }],
      spacing: { rowMm: 0.143, columnMm: 0.143 },
    });
  });

  test('is refused with its field where it means two numbers or none, never passed over', async () => {
    const fields = {
      '00181164': 'Imager Pixel Spacing (0018,1164)',
      '00280008': 'Number Of Frames (0028,0008)',
      '00281050': 'Window Center (0028,1050)',
      '00281051': 'Window Width (0028,1051)',
      '00281052': 'Rescale Intercept (0028,1052)',
      '00281053': 'Rescale Slope (0028,1053)',
    };
    for (const [tag, field] of Object.entries(fields)) {
      for (const value of ['1,500', '1.234,5', '1,2,3', 'x', '0x10', '1e999', 'NaN', '1 000']) {
        const elements: MadeElement[] = [
          ['00281050', 'DS', '1'],
          ['00281051', 'DS', '2'],
          [tag, 'DS', value],
        ];
        expect(await read(elements)).toContain(`${field} as “${value}”`);
      }
    }
  });

  test('that only describes the exposure may be anything', async () => {
    expect(await read([['00180060', 'DS', 'x']])).toMatchObject({ rows: 2 });
  });
});

describe('the function of a window', () => {
  const window = (kind: string): MadeElement[] => [
    ['00281050', 'DS', '100'],
    ['00281051', 'DS', '50'],
    ['00281056', 'CS', kind],
  ];

  test('is known in other spellings, and refused where it is unknown', async () => {
    expect((await frameOf(window('linear exact'))).voi).toMatchObject({ function: 'LINEAR_EXACT' });
    expect((await frameOf(window(''))).voi).toMatchObject({ function: 'LINEAR' });
    expect(await read(window('GAMMA'))).toContain('VOI LUT Function (0028,1056) as “GAMMA”');
  });
});

describe('padding', () => {
  const pixels: MadeElement = ['7fe00010', 'OW', [0, 60, 61, 161]];
  const range = (value: number, limit: number): MadeElement[] => [
    pixels,
    ['00280120', 'US', value],
    ['00280121', 'US', limit],
  ];

  test('may be a range from either end, and is black and outside the window in both ways of grey', async () => {
    for (const padded of [range(0, 60), range(60, 0)]) {
      expect([...toDisplay(await frameOf(padded))]).toEqual([0, 0, 0, 1]);
      expect([...toDisplay(await frameOf([...padded, ['00280004', 'CS', 'MONOCHROME1']]))]).toEqual([0, 0, 1, 0]);
    }
  });

  test('with a limit but no value is refused', async () => {
    expect(await read([['00280121', 'US', 60]])).toContain('Pixel Padding Range Limit (0028,0121) as “60”');
  });

  test('may be signed', async () => {
    const frame = await frameOf([
      ['00280103', 'US', 1],
      ['7fe00010', 'OW', [0xffe, 0xfff, 5, 10]],
      ['00280120', 'SS', -2],
      ['00280121', 'SS', -1],
    ]);
    expect([...toDisplay(frame)]).toEqual([0, 0, 0, 1]);
  });
});

describe('the depth of a VOI LUT', () => {
  const shown = async (bits: number, entries: Uint8Array | number[]): Promise<number[]> => {
    const table = makeItem([
      ['00283002', 'US', [4, 0, bits]],
      ['00283006', 'OW', entries],
    ]);
    const frame = await frameOf([
      ['00283010', 'SQ', table],
      ['7fe00010', 'OW', [0, 1, 2, 3]],
    ]);
    expect(frame.voiLuts[0]?.bits).toBe(entries instanceof Uint8Array ? 8 : 12);
    return [...toDisplay(frame)].map((value) => Number(value.toFixed(2)));
  };

  test('is that of its entries, whatever its descriptor states', async () => {
    for (const bits of [0, 8, 10, 12, 14, 16]) {
      expect(await shown(bits, [0, 1024, 2048, 4095])).toEqual([0, 0.25, 0.5, 1]);
      expect(await shown(bits, [4095, 2048, 1024, 0])).toEqual([1, 0.5, 0.25, 0]);
    }
  });

  test('is 8 bits for entries in bytes, also where the descriptor states a word', async () => {
    for (const bits of [8, 12, 16]) {
      expect(await shown(bits, Uint8Array.of(0, 51, 102, 255))).toEqual([0, 0.2, 0.4, 1]);
    }
  });
});
