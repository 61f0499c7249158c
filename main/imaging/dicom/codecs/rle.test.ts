import { describe, expect, test } from 'vitest';
import { decodeRle } from './rle.ts';

function makeRle(...segments: number[][]): Uint8Array {
  const header = new Uint32Array(16);
  header[0] = segments.length;
  segments.reduce((offset, segment, i) => ((header[i + 1] = offset), offset + segment.length), 64);
  return Uint8Array.from([...new Uint8Array(header.buffer), ...segments.flat()]);
}

describe('RLE Lossless', () => {
  test('puts byte planes, most significant first, back into little-endian samples', () => {
    // High bytes: 1 repeated three times; low bytes: 10, 20, 30 as they are.
    const decoded = decodeRle(makeRle([254, 1], [2, 10, 20, 30]), 3, 1, 2);
    expect([...new Uint16Array(decoded.buffer)]).toEqual([266, 276, 286]);
  });

  test('refuses too few segments, offsets outside the file and data that end early', () => {
    expect(() => decodeRle(makeRle([0, 1]), 1, 1, 2)).toThrow('image.rle-segments');
    expect(() => decodeRle(makeRle([5, 1]), 3, 1, 1)).toThrow('image.cut-rle-data');
    const outside = makeRle([0, 1], [0, 2]);
    outside[8] = 255;
    expect(() => decodeRle(outside, 1, 1, 2)).toThrow('image.rle-outside-file');
    expect(() => decodeRle(new Uint8Array(10), 1, 1, 1)).toThrow('image.cut-rle-header');
  });
});
