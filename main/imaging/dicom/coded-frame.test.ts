import { describe, expect, test } from 'vitest';
import {
  codecs,
  even,
  frameOf,
  height,
  makeImage,
  outcome,
  width,
  wrap,
} from '../../../tests/support/coded-picture.ts';
import type { MadeElement } from '../../../tests/support/make-dicom.ts';

describe.each(Object.entries(codecs))('%s', (name, { syntax, encode }) => {
  test.each([8, 10, 12, 15, 16])('gives back %i bits as they were', async (bits) => {
    const image = makeImage({ bits });
    const frame = await frameOf(wrap(image, syntax, [await encode(image)]));
    expect([...frame.pixels]).toEqual([...image.samples]);
    expect(frame).toMatchObject({ bitsStored: bits, isLossy: false });
  });

  test('gives back colour by pixel', async () => {
    const image = makeImage({ bits: 8, components: 3 });
    // Planar Configuration speaks of uncompressed pixels only.
    const frame = await frameOf(wrap(image, syntax, [await encode(image)], [['00280006', 'US', 1]]));
    expect(frame).toMatchObject({ samplesPerPixel: 3, photometric: 'RGB' });
    expect([...frame.pixels]).toEqual([...image.samples]);
  });

  const isUnsignedOnly = name === 'JPEG XL';
  const reason = isUnsignedOnly ? ' (skipped: its encoder takes no signed samples)' : '';
  test.skipIf(isUnsignedOnly).each([12, 16])(`keeps the sign of %i bits${reason}`, async (bits) => {
    const image = makeImage({ bits, isSigned: true });
    const frame = await frameOf(wrap(image, syntax, [await encode(image)]));
    expect([...frame.pixels]).toEqual([...image.samples]);
  });

  test('reads a part of a larger Buffer, and leaves it as it is', async () => {
    const image = makeImage({ isSigned: name !== 'JPEG XL' });
    const file = wrap(image, syntax, [await encode(image)]);
    const whole = Buffer.concat([Buffer.alloc(9), file]);
    const frame = await frameOf(whole.subarray(9));
    expect([...frame.pixels]).toEqual([...image.samples]);
    expect(whole.subarray(9).equals(file)).toBe(true);
  });

  test('reads a stream of more bits than are stored, the unused ones dropped', async () => {
    const image = { ...makeImage({ bits: 12 }), bitsPerSample: 16 };
    const stored: MadeElement[] = [
      ['00280101', 'US', 12],
      ['00280102', 'US', 11],
    ];
    const frame = await frameOf(wrap(image, syntax, [await encode(image)], stored));
    expect([...frame.pixels]).toEqual([...image.samples]);
  });

  test('refuses a stream of another size than the header’s', async () => {
    const image = makeImage();
    const file = wrap(image, syntax, [await encode(image)], [['00280011', 'US', width + 1]]);
    expect(await outcome(file)).toContain('not the one that its header describes');
  });

  test('refuses more bits than the header has room for', async () => {
    const image = makeImage({ bits: 12 });
    const narrow: MadeElement[] = [
      ['00280100', 'US', 8],
      ['00280101', 'US', 8],
      ['00280102', 'US', 7],
    ];
    const file = wrap(image, syntax, [await encode(image)], narrow);
    expect(await outcome(file)).toContain('not the one that its header describes');
  });

  test('refuses a stream that is cut off, and decodes the next one', async () => {
    const image = makeImage();
    const stream = await encode(image);
    for (const share of [0.02, 0.1, 0.5, 0.9]) {
      const cut = stream.subarray(0, Math.floor(share * stream.length));
      expect(await outcome(wrap(image, syntax, [cut]))).toContain("can't be decoded");
    }
    expect([...(await frameOf(wrap(image, syntax, [stream]))).pixels]).toEqual([...image.samples]);
  });

  test('makes pixels or a sentence of a damaged stream', async () => {
    const image = makeImage();
    const stream = await encode(image);
    for (let at = 3; at < stream.length; at += Math.ceil(stream.length / 40)) {
      const damaged = stream.map((byte, i) => (i === at ? byte ^ 0xff : byte));
      const result = await outcome(wrap(image, syntax, [damaged]));
      expect(typeof result === 'string' ? result.endsWith('.') : result.pixels.length === width * height).toBe(true);
    }
  });

  test('puts together frames of several fragments that no table lists', async () => {
    const images = [makeImage({ bits: 12 }), makeImage({ bits: 11 })].map((image) => ({ ...image, bitsPerSample: 12 }));
    const streams = await Promise.all(images.map(encode));
    const fragments = streams.map(even).flatMap((stream) => {
      const half = 2 * Math.floor(stream.length / 4);
      return [stream.subarray(0, half), stream.subarray(half)];
    });
    const file = wrap(images[0]!, syntax, fragments, [['00280008', 'IS', '2']]);
    for (const [index, image] of images.entries()) {
      expect([...(await frameOf(file, index)).pixels]).toEqual([...image.samples]);
    }
  });
});
