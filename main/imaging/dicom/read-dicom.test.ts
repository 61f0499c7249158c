import { describe, expect, test } from 'vitest';
import type { Frame } from '../../domain/studies/frame.ts';
import { toDisplay } from '../grey-image/display.ts';
import { readImage } from '../read-image.ts';
import { makeDicom, makeItem, type MadeElement } from '../../../tests/support/make-dicom.ts';
import { sentenceOf } from '../../../tests/support/sentence-of.ts';

async function read(elements: readonly MadeElement[] = [], syntax?: string) {
  const file = await readImage(makeDicom(elements, syntax));
  if (!file.ok) return { sentence: sentenceOf(file.error), frame: null, header: null };
  const frame = await file.value.frame(0);
  if (!frame.ok) return { sentence: sentenceOf(frame.error), frame: null, header: null };
  return { sentence: 'read', frame: frame.value, header: file.value.header };
}

async function frameOf(elements: readonly MadeElement[]): Promise<Frame> {
  const { frame, sentence } = await read(elements);
  if (!frame) throw new Error(sentence);
  return frame;
}

describe('DICOM pixels', () => {
  test('drops unused bits, such as an old overlay, above the high bit', async () => {
    const frame = await frameOf([['7fe00010', 'OW', [0xf000, 0x1064, 0x80c8, 0x712c]]]);
    expect([...frame.pixels]).toEqual([0, 100, 200, 300]);
  });

  test('extends the sign of signed values', async () => {
    const frame = await frameOf([
      ['00280103', 'US', 1],
      ['7fe00010', 'OW', [0x0fff, 0x0800, 0x07ff, 1]],
    ]);
    expect([...frame.pixels]).toEqual([-1, -2048, 2047, 1]);
  });

  test('turns colour by plane into colour by pixel', async () => {
    const frame = await frameOf([
      ['00280002', 'US', 3],
      ['00280004', 'CS', 'RGB'],
      ['00280006', 'US', 1],
      ['00280100', 'US', 8],
      ['00280101', 'US', 8],
      ['00280102', 'US', 7],
      ['7fe00010', 'OB', Uint8Array.of(1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24)],
    ]);
    expect([...frame.pixels]).toEqual([1, 11, 21, 2, 12, 22, 3, 13, 23, 4, 14, 24]);
  });

  test('reads colours without a sign, whatever the file states: none is darker than black', async () => {
    const frame = await frameOf([
      ['00280002', 'US', 3],
      ['00280004', 'CS', 'RGB'],
      ['00280100', 'US', 8],
      ['00280101', 'US', 8],
      ['00280102', 'US', 7],
      ['00280103', 'US', 1],
      ['7fe00010', 'OB', Uint8Array.of(255, 255, 255, 128, 128, 128, 0, 0, 0, 127, 127, 127)],
    ]);
    expect([...frame.pixels].filter((_, i) => i % 3 === 0)).toEqual([255, 128, 0, 127]);
  });

  test('applies a Modality LUT instead of passing over it', async () => {
    const table = makeItem([
      ['00283002', 'US', [4, 100, 16]],
      ['00283006', 'US', [7, 8, 9, 10]],
    ]);
    const frame = await frameOf([
      ['00283000', 'SQ', table],
      ['7fe00010', 'OW', [0, 101, 102, 300]],
    ]);
    expect([...frame.pixels]).toEqual([7, 8, 9, 10]);
  });

  test('applies a VOI LUT where the file has no window, and the first window where it has', async () => {
    const table = makeItem([
      ['00283002', 'US', [301, 0, 8]],
      ['00283006', 'OW', Uint8Array.from({ length: 302 }, (_, i) => (i < 200 ? 51 : 255))],
    ]);
    const elements: MadeElement[] = [['00283010', 'SQ', table]];
    expect([...toDisplay(await frameOf(elements))].map((value) => value.toFixed(1))).toEqual([
      '0.2',
      '0.2',
      '1.0',
      '1.0',
    ]);
    const windowed = await frameOf([...elements, ['00281050', 'DS', '150\\9'], ['00281051', 'DS', '300\\9']]);
    expect(windowed.voi).toEqual({ center: 150, width: 300, function: 'LINEAR' });
    expect([...windowed.pixels]).toEqual([0, 100, 200, 300]);
  });
});

describe('DICOM metadata', () => {
  test('says where the spacing comes from; one that repeats the detector’s is the detector’s', async () => {
    const spacing = async (elements: MadeElement[]) => (await frameOf(elements)).spacing;
    const imager: MadeElement = ['00181164', 'DS', '0.2\\0.1'];
    expect(await spacing([])).toBeNull();
    expect(await spacing([imager])).toEqual({
      rowMm: 0.2,
      columnMm: 0.1,
      source: 'ImagerPixelSpacing',
      calibration: null,
    });
    expect(await spacing([imager, ['00280030', 'DS', '0.18\\0.09']])).toMatchObject({ source: 'PixelSpacing' });
    expect(await spacing([imager, ['00280030', 'DS', '0.2\\0.1']])).toMatchObject({ source: 'ImagerPixelSpacing' });
    expect(await spacing([['00280030', 'DS', '0\\0']])).toBeNull();
  });

  test('reads names in the character set that the file states', async () => {
    const { header } = await read([
      ['00080005', 'CS', 'ISO_IR 100'],
      ['00100010', 'PN', Uint8Array.from('Mu\xf1oz^Jos\xe9 ', (letter) => letter.charCodeAt(0))],
      ['00100030', 'DA', '20190203'],
    ]);
    expect(header).toMatchObject({ patientName: 'Muñoz^José', patientBirthDate: '2019-02-03', isSynthetic: false });
  });
});

describe('DICOM that cannot be read', () => {
  test('names the transfer syntax and the way out', async () => {
    const sentenceOfSyntax = async (numbers: string) => (await read([], `1.2.840.10008.1.2.${numbers}`)).sentence;
    const progressive = await sentenceOfSyntax('4.55');
    expect(progressive).toContain('JPEG Full Progression, Non-Hierarchical (Process 10 & 12) (1.2.840.10008.1.2.4.55)');
    expect(progressive).toContain('dcmdjpeg');
    expect(await sentenceOfSyntax('4.93')).toContain('JPEG 2000 Part 2 Multi-component Image Compression (');
    expect(await sentenceOfSyntax('4.102.1')).toContain('video');
    expect(await sentenceOfSyntax('4.204')).toContain('on a server');
    expect(await sentenceOfSyntax('4.999')).toContain('does not know');
  });

  test('says so when there is no image, and when there is less of it than promised', async () => {
    const reports = makeDicom().subarray(0, -20);
    const file = await readImage(reports);
    expect(file.ok ? '' : sentenceOf(file.error)).toContain('holds no image');
    expect((await read([['00280010', 'US', 65535]])).sentence).toContain('fewer pixels than its header promises');
    expect((await read([['00280008', 'IS', '1000000']])).sentence).toContain('fewer pixels');
  });

  test('never reads a contradiction as an image', async () => {
    expect((await read([['00280101', 'US', 24]])).sentence).toContain('contradicts itself');
    expect((await read([['00280002', 'US', 3]])).sentence).toContain('contradicts itself');
    expect((await read([['00280010', 'US', 0]])).sentence).toContain('no image size');
    expect((await read([['00280004', 'CS', 'ARGB']])).sentence).toContain('colour space ARGB');
  });
});
