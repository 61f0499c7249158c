import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { makeDicom } from '../../tests/support/make-dicom.ts';
import { makeProfiledJpeg } from '../../tests/support/make-profiled-jpeg.ts';
import { readImage } from './read-image.ts';
import { sentenceOf } from '../../tests/support/sentence-of.ts';
import { FaultError } from '../domain/faults/fault.ts';

const raw = (channels: 1 | 3, pixels: Uint8Array | Uint16Array) =>
  sharp(pixels, { raw: { width: 8, height: pixels.length / 8 / channels, channels } });

async function frameOf(bytes: Uint8Array) {
  const file = await readImage(new Uint8Array(bytes));
  const frame = file.ok ? await file.value.frame(0) : file;
  if (!frame.ok) throw new FaultError(frame.error);
  return frame.value;
}

async function sentenceFor(bytes: Uint8Array): Promise<string> {
  const file = await readImage(bytes);
  const frame = file.ok ? await file.value.frame(0) : file;
  return frame.ok ? 'read' : sentenceOf(frame.error);
}

const ramp = Uint8Array.from({ length: 64 }, (_, i) => i * 4);

describe('JPEG and PNG', () => {
  test('grey stays grey, also when it is stored as colour', async () => {
    const grey = await frameOf(await raw(1, ramp).toColourspace('b-w').png().toBuffer());
    const asColour = await frameOf(
      await raw(
        3,
        Uint8Array.from({ length: 192 }, (_, i) => ramp[Math.floor(i / 3)]!),
      )
        .png()
        .toBuffer(),
    );
    for (const frame of [grey, asColour]) {
      expect(frame).toMatchObject({ samplesPerPixel: 1, bitsStored: 8, photometric: 'MONOCHROME2', isLossy: false });
      expect(frame.pixels).toEqual(ramp);
    }
  });

  test('a colour profile does not change the stored values, alone or inside DICOM', async () => {
    const jpeg = await makeProfiledJpeg(131);
    const applied = await sharp(jpeg).toColourspace('b-w').raw().toBuffer();
    expect(applied[0]).toBeGreaterThan(150);
    const dicom = makeDicom(
      [
        ['00280010', 'US', 8],
        ['00280011', 'US', 8],
        ['00280100', 'US', 8],
        ['00280101', 'US', 8],
        ['00280102', 'US', 7],
        ['7fe00010', 'OB', { fragments: [jpeg] }],
      ],
      '1.2.840.10008.1.2.4.50',
    );
    for (const bytes of [jpeg, dicom]) expect((await frameOf(bytes)).pixels[0]).toBe(131);
  });

  test('keeps 16 bits', async () => {
    const deep = Uint16Array.from({ length: 64 }, (_, i) => i * 1000);
    const frame = await frameOf(await raw(1, deep).toColourspace('grey16').png().toBuffer());
    expect(frame).toMatchObject({ bitsStored: 16, voi: null });
    expect(frame.pixels).toEqual(deep);
  });

  test('colour stays colour; transparent is black; CMYK becomes RGB', async () => {
    const red = { create: { width: 8, height: 8, channels: 3, background: { r: 200, g: 30, b: 40 } } } as const;
    expect(await frameOf(await sharp(red).png().toBuffer())).toMatchObject({ samplesPerPixel: 3, photometric: 'RGB' });
    const cmyk = await frameOf(await sharp(red).toColourspace('cmyk').jpeg().toBuffer());
    expect(cmyk).toMatchObject({ samplesPerPixel: 3, isLossy: true });
    const clear = {
      create: { width: 8, height: 8, channels: 4, background: { r: 200, g: 200, b: 200, alpha: 0 } },
    } as const;
    expect((await frameOf(await sharp(clear).png().toBuffer())).pixels.every((value) => value === 0)).toBe(true);
  });

  test('turns the picture as its EXIF orientation says', async () => {
    const frame = await frameOf(await raw(1, ramp.subarray(0, 32)).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    expect([frame.rows, frame.columns]).toEqual([8, 4]);
  });

  test('unknown, empty and broken files get a sentence', async () => {
    expect(await sentenceFor(new TextEncoder().encode('The lungs are clear.'))).toContain('not a DICOM, JPEG or PNG');
    expect(await sentenceFor(new Uint8Array())).toContain('empty');
    const jpeg = new Uint8Array(await raw(1, ramp).jpeg().toBuffer());
    expect(await sentenceFor(jpeg.subarray(0, jpeg.length - 40))).toContain('damaged');
    expect(await sentenceFor(jpeg.subarray(0, 20))).toContain('damaged');
    const png = new Uint8Array(await raw(1, ramp).png().toBuffer());
    expect(await sentenceFor(png.subarray(0, 60))).toContain('damaged');
  });
});
