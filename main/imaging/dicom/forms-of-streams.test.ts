import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  codecs,
  frameOf,
  height,
  lossless,
  makeImage,
  outcome,
  width,
  wrap,
} from '../../../tests/support/coded-picture.ts';
import { encodeHtj2k, encodeJpeg2000, encodeJpegLs, encodeJpegXl } from '../../../tests/support/encode-stream.ts';
import type { MadeElement } from '../../../tests/support/make-dicom.ts';
import { makeJpeg } from '../../../tests/support/make-jpeg.ts';

describe('JPEG-LS', () => {
  test.each(['plane', 'line', 'pixel'])('reads samples interleaved by %s', async (order) => {
    const image = makeImage({ bits: 8, components: 3 });
    const planes = Uint8Array.from(image.samples, (_, i) => {
      const count = width * height;
      return image.samples[(i % count) * 3 + Math.floor(i / count)]!;
    });
    const interleaving = ['plane', 'line', 'pixel'].indexOf(order);
    const given = order === 'plane' ? { ...image, samples: planes } : image;
    const frame = await frameOf(wrap(image, '80', [await encodeJpegLs(given, { interleaving })]));
    expect([...frame.pixels]).toEqual([...image.samples]);
  });

  test('says that a near-lossless stream has lost, and by no more than it says', async () => {
    const image = makeImage();
    const frame = await frameOf(wrap(image, '81', [await encodeJpegLs(image, { near: 3 })]));
    expect(frame.isLossy).toBe(true);
    expect(Math.max(...frame.pixels.map((value, i) => Math.abs(value - image.samples[i]!)))).toBeLessThanOrEqual(3);
  });

  test('passes over a byte too many before the end of the image', async () => {
    const image = makeImage();
    const stream = await encodeJpegLs(image);
    const padded = Uint8Array.from([...stream.subarray(0, -2), 0, 0xff, 0xd9]);
    expect([...(await frameOf(wrap(image, '80', [padded]))).pixels]).toEqual([...image.samples]);
  });
});

describe('JPEG 2000', () => {
  const ends = { 'JPEG 2000': ['91', encodeJpeg2000], HTJ2K: ['203', encodeHtj2k] } as const;

  test.each(Object.entries(ends))(
    '%s: where a syntax may lose, it has, unless wavelet and header both deny it',
    async (_, [syntax, encode]) => {
      const image = makeImage();
      const isLossy = async (isReversible: boolean, flag: readonly MadeElement[]) =>
        (await frameOf(wrap(image, syntax, [await encode(image, { isReversible })], flag))).isLossy;
      const denied: MadeElement[] = [['00282110', 'CS', '00']];
      expect(await isLossy(false, denied)).toBe(true);
      expect(await isLossy(true, [])).toBe(true);
      expect(await isLossy(true, denied)).toBe(false);
    },
  );

  test('colour that its codestream transforms is RGB, whatever the header calls it', async () => {
    const image = makeImage({ bits: 8, components: 3 });
    const stream = await encodeHtj2k(image);
    for (const photometric of ['YBR_RCT', 'YBR_ICT', 'RGB']) {
      const frame = await frameOf(wrap(image, '201', [stream], [['00280004', 'CS', photometric]]));
      expect(frame.photometric).toBe('RGB');
      expect([...frame.pixels]).toEqual([...image.samples]);
    }
  });

  test('refuses a transform that the header names and the codestream does not make', async () => {
    const image = makeImage({ bits: 8, components: 3 });
    const stream = await encodeHtj2k(image, { isUsingColorTransform: false });
    const file = wrap(image, '201', [stream], [['00280004', 'CS', 'YBR_RCT']]);
    expect(await outcome(file)).toContain('YBR_RCT');
  });

  test.each(Object.entries(codecs).filter(([name]) => ['JPEG 2000', 'HTJ2K'].includes(name)))(
    '%s: negative values of 8 bits are not clamped',
    async (_, { syntax, encode }) => {
      const image = makeImage({ bits: 8 });
      const stream = await encode(image);
      // Declared signed (Ssiz of the one component), the same codestream holds values that are 128 lower.
      stream[42]! |= 0x80;
      const frame = await frameOf(wrap({ ...image, isSigned: true }, syntax, [stream]));
      expect([...frame.pixels]).toEqual(Array.from(image.samples, (value) => value - 128));
    },
  );
});

describe('JPEG XL', () => {
  test('12 bits keep their values, not scaled to 16', async () => {
    const image = makeImage({ bits: 12 });
    const frame = await frameOf(wrap(image, '112', [await encodeJpegXl(image)]));
    expect(Math.max(...frame.pixels)).toBe(4095);
    expect(frame.isLossy).toBe(true);
  });

  test('colour in XYB is RGB', async () => {
    const image = makeImage({ bits: 8, components: 3 });
    const flat = { ...image, samples: Uint8Array.from(image.samples, (_, i) => [200, 90, 40][i % 3]!) };
    const stream = await encodeJpegXl(flat, { isLossless: false });
    const frame = await frameOf(wrap(flat, '112', [stream], [['00280004', 'CS', 'XYB']]));
    expect(frame.photometric).toBe('RGB');
    expect([...frame.pixels.subarray(0, 3)].map((value, i) => Math.abs(value - [200, 90, 40][i]!) < 4)).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('a recompressed JPEG has the colours of the JPEG', async () => {
    const path = new URL('../../../tests/fixtures/jpeg-xl-of-jpeg.json', import.meta.url);
    const streams = JSON.parse(readFileSync(path, 'utf8')) as Record<'jpeg' | 'jpegXl', string>;
    const more: MadeElement[] = [
      ['00280004', 'CS', 'YBR_FULL_422'],
      ['00280010', 'US', 24],
      ['00280011', 'US', 40],
    ];
    const picture = makeImage({ bits: 8, components: 3 });
    const [original, recompressed] = await Promise.all([
      frameOf(wrap(picture, '50', [Buffer.from(streams.jpeg, 'base64')], more)),
      frameOf(wrap(picture, '111', [Buffer.from(streams.jpegXl, 'base64')], more)),
    ]);
    expect(recompressed).toMatchObject({ photometric: 'RGB', isLossy: true });
    const differences = original.pixels.map((value, i) => Math.abs(value - recompressed.pixels[i]!));
    expect(Math.max(...differences)).toBeLessThanOrEqual(3);
  });

  test('refuses signed values after lossy compression, whose shift is not settled', async () => {
    const image = makeImage();
    const file = wrap({ ...image, isSigned: true }, '112', [await encodeJpegXl(image)]);
    expect(await outcome(file)).toContain('a rare form of JPEG XL');
  });
});

describe('JPEG', () => {
  test('12 bits are decoded in 4.51, and have lost', async () => {
    const stream = makeJpeg({
      rows: 8,
      columns: 16,
      blocks: [
        [0, [8000]],
        [0, [-8000]],
      ],
    });
    const size: MadeElement[] = [
      ['00280010', 'US', 8],
      ['00280011', 'US', 16],
    ];
    const frame = await frameOf(wrap(makeImage(), '51', [stream], size));
    expect([frame.pixels[0], frame.pixels[15], frame.isLossy]).toEqual([3048, 1048, true]);
  });

  test('an image that no radiograph has is refused before anything is decoded', async () => {
    const stream = makeJpeg({ rows: 65535, columns: 65535, blocks: [[0, [0]]] });
    const size: MadeElement[] = [
      ['00280010', 'US', 65535],
      ['00280011', 'US', 65535],
    ];
    expect(await outcome(wrap(makeImage(), '51', [stream], size))).toContain('more than any radiograph');
  });

  test('forms of JPEG Lossless that its decoder gets wrong are refused', async () => {
    const image = makeImage();
    const stream = lossless(image);
    const scan = stream.findIndex((byte, i) => byte === 0xff && stream[i + 1] === 0xda);
    stream[scan + 9] = 1;
    expect(await outcome(wrap(image, '57', [stream]))).toContain('a rare form of JPEG Lossless');
    const deep = makeImage({ bits: 12, components: 3 });
    expect(await outcome(wrap(deep, '57', [lossless(deep)]))).toContain('a rare form of JPEG Lossless');
  });
});
