import sharp from 'sharp';
import { expect, test } from 'vitest';
import { createPhantom } from '../phantom/phantom.ts';
import { readImage } from '../read-image.ts';
import { renderPng } from './render-png.ts';

const { frame } = createPhantom({ seed: 'damaged', label: 'NORMAL', size: 256 });
const jpeg = new Uint8Array(
  await sharp(await renderPng(frame))
    .jpeg({ quality: 90 })
    .toBuffer(),
);
const end = Uint8Array.of(0xff, 0xd9);

async function codeOf(bytes: Uint8Array): Promise<string> {
  const image = await readImage(bytes);
  const read = image.ok ? await image.value.frame(0) : image;
  return read.ok ? 'sound' : read.error.code;
}

test('a sound JPEG opens', async () => {
  expect(await codeOf(jpeg)).toBe('sound');
});

test.each([
  ['cut in half', jpeg.subarray(0, jpeg.length / 2)],
  ['cut in half and closed again', Uint8Array.of(...jpeg.subarray(0, jpeg.length / 2), ...end)],
  ['with its end overwritten', jpeg.map((byte, i) => (i > jpeg.length * 0.6 ? 0xff : byte))],
])('a JPEG %s is refused: what a decoder fills in is no image', async (_, bytes) => {
  expect(await codeOf(bytes)).toBe('image.undecodable');
});
