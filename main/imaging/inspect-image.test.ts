import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeDicom, type MadeElement } from '../../tests/support/make-dicom.ts';
import { makeFrame } from '../../tests/support/make-frame.ts';
import type { Inspection } from '../domain/studies/inspection.ts';
import { inspectImage } from './inspect-image.ts';
import { renderPng } from './raster/render-png.ts';

const sha256 = (values: Uint8Array): string => createHash('sha256').update(values).digest('hex');

async function inspect(bytes: Uint8Array): Promise<Inspection> {
  const inspected = await inspectImage(bytes);
  if (!inspected.ok) throw new Error(inspected.error.code);
  return inspected.value;
}

/** A word's bytes as the file has them. */
const words = (...values: number[]): Uint8Array => new Uint8Array(Uint16Array.from(values).buffer);

test('each frame and all together have the hash of their stored values, without unused bits', async () => {
  const elements: MadeElement[] = [
    ['00280008', 'IS', '2'],
    // Bits 12 to 15 hold something else, as old overlays did.
    ['7fe00010', 'OW', [0xf000, 1, 2, 3, 0x1004, 5, 6, 0x0fff]],
  ];
  const { image, fault, transferSyntax } = await inspect(makeDicom(elements));
  expect(fault).toBeNull();
  expect(transferSyntax).toEqual({ uid: '1.2.840.10008.1.2.1', name: 'Explicit VR Little Endian' });
  expect(image?.valuesSha256).toBe(sha256(words(0, 1, 2, 3, 4, 5, 6, 0xfff)));
  expect(image?.frames).toMatchObject([
    { rows: 2, columns: 2, samplesPerPixel: 1, sha256: sha256(words(0, 1, 2, 3)) },
    { sha256: sha256(words(4, 5, 6, 0xfff)) },
  ]);
});

test('signed values are extended to their container, and none of 32 bits is lost', async () => {
  const signed: MadeElement[] = [
    ['00280103', 'US', 1],
    ['7fe00010', 'OW', [0x0fff, 0x0800, 1, 0]],
  ];
  expect((await inspect(makeDicom(signed))).image?.valuesSha256).toBe(sha256(words(0xffff, 0xf800, 1, 0)));
  const wide = new Uint8Array(Uint32Array.from([0xffffffff, 0x80000001, 7, 0]).buffer);
  const elements: MadeElement[] = [
    ['00280100', 'US', 32],
    ['00280101', 'US', 32],
    ['00280102', 'US', 31],
    ['7fe00010', 'OW', wide],
  ];
  expect((await inspect(makeDicom(elements))).image?.valuesSha256).toBe(sha256(wide));
});

test('a picture has the hash of its samples', async () => {
  const pixels = Uint8Array.from({ length: 64 * 64 }, (_, i) => i % 251);
  const png = await renderPng(makeFrame({ rows: 64, columns: 64, pixels, voi: null }));
  const { format, image } = await inspect(png);
  expect(format).toBe('png');
  expect(image?.frames).toEqual([
    { rows: 64, columns: 64, samplesPerPixel: 1, sha256: image?.valuesSha256, fault: null },
  ]);
});

test('a file whose image can’t be decoded still tells its header, and why', async () => {
  const video = makeDicom([['00100010', 'PN', 'Doe^Jane']], '1.2.840.10008.1.2.4.102');
  expect(await inspect(video)).toMatchObject({
    header: { patientName: 'Doe^Jane' },
    image: null,
    fault: { code: 'dicom.syntax-video' },
  });
});

test('a frame that breaks off is named, and no hash stands for all', async () => {
  const rle = makeDicom(
    [
      ['00280008', 'IS', '2'],
      ['7fe00010', 'OB', { fragments: [new Uint8Array(64), new Uint8Array(4)] }],
    ],
    '1.2.840.10008.1.2.5',
  );
  const { image, fault } = await inspect(rle);
  expect(fault).not.toBeNull();
  expect(image?.valuesSha256).toBeNull();
  expect(image?.frames.at(-1)?.fault).not.toBeNull();
});

test('what is no image is refused', async () => {
  expect(await inspectImage(new TextEncoder().encode('text'))).toMatchObject({
    error: { code: 'image.unknown-format' },
  });
});
