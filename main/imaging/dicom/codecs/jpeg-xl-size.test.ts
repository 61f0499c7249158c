import { expect, test } from 'vitest';
import { encodeJpegXl } from '../../../../tests/support/encode-stream.ts';
import { readJpegXlSize } from './jpeg-xl-size.ts';

test.each([
  [8, 8],
  [256, 128],
  [300, 300],
  [400, 300],
  [320, 180],
  [37, 23],
  [9000, 2],
])('reads the size %i × %i, however the stream writes it', async (width, height) => {
  const samples = new Uint8Array(width * height);
  const image = { width, height, componentCount: 1, bitsPerSample: 8, isSigned: false, samples } as const;
  expect(readJpegXlSize(await encodeJpegXl(image))).toEqual({ rows: height, columns: width });
});

test('refuses what is no JPEG XL, and what ends within its size', () => {
  expect(() => readJpegXlSize(Uint8Array.of(0xff, 0xd8, 0xff))).toThrow('image.undecodable');
  expect(() => readJpegXlSize(Uint8Array.of(0xff, 0x0a))).toThrow('image.undecodable');
  expect(() => readJpegXlSize(new Uint8Array(40))).toThrow('image.undecodable');
});
