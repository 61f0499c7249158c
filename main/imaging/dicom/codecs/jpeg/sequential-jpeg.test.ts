import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { FaultError } from '../../../../domain/faults/fault.ts';
import { ybrToRgb } from '../../colour.ts';
import { makeJpeg } from '../../../../../tests/support/make-jpeg.ts';
import type { FrameShape } from '../decoded-samples.ts';
import { decodeSequentialJpeg } from './sequential-jpeg.ts';

const grey = (rows: number, columns: number): FrameShape => ({ rows, columns, samplesPerPixel: 1 });

/** 16 × 16 pixels in four blocks of which each has its own grey. */
const fourBlocks = {
  rows: 16,
  columns: 16,
  blocks: [-8000, 0, 4000, 16000].map((dc) => [0, [dc, 0, 0, 90, -40]] as const),
};

function codeOf(stream: Uint8Array, shape: FrameShape): string {
  try {
    decodeSequentialJpeg(stream, shape);
    return 'decoded';
  } catch (thrown) {
    if (thrown instanceof FaultError) return thrown.fault.code;
    throw thrown;
  }
}

/** T.81 A.3.3 as it stands there, in floating point. */
function plainInverseDct(zigzagged: readonly number[], positions: readonly (readonly [row: number, column: number])[]) {
  const scale = (k: number): number => (k === 0 ? Math.SQRT1_2 : 1);
  const wave = (x: number, u: number): number => Math.cos(((2 * x + 1) * u * Math.PI) / 16);
  return Array.from({ length: 64 }, (_, i) => {
    const [y, x] = [Math.floor(i / 8), i % 8];
    return zigzagged.reduce((sum, value, k) => {
      const [v, u] = positions[k]!;
      return sum + 0.25 * scale(u) * scale(v) * value * wave(x, u) * wave(y, v);
    }, 0);
  });
}

async function photograph(channels: 1 | 3, chromaSubsampling: string): Promise<Uint8Array> {
  const [width, height] = [75, 53];
  const samples = Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const [pixel, channel] = [Math.floor(i / channels), i % channels];
    return 128 + 90 * Math.sin((pixel % width) / (9 + channel)) * Math.cos(Math.floor(pixel / width) / (7 - channel));
  });
  const image = sharp(samples, { raw: { width, height, channels } });
  const space = channels === 1 ? 'b-w' : 'srgb';
  return new Uint8Array(
    await image.toColourspace(space).jpeg({ quality: 92, chromaSubsampling, progressive: false }).toBuffer(),
  );
}

describe('sequential JPEG', () => {
  test('12 bits: a block is its mean and its waves, to within rounding', () => {
    const block = [5000, 300, -200, 77];
    const stream = makeJpeg({ rows: 8, columns: 8, blocks: [[0, block]] });
    const { samples, precision } = decodeSequentialJpeg(stream, grey(8, 8));
    const wanted = plainInverseDct(block, [
      [0, 0],
      [0, 1],
      [1, 0],
      [2, 0],
    ]);
    expect(precision).toBe(12);
    for (const [i, value] of wanted.entries()) expect(Math.abs(samples[i]! - 2048 - value)).toBeLessThan(0.6);
  });

  test('12 bits: what lies outside the range is at its end', () => {
    const stream = makeJpeg({
      rows: 8,
      columns: 16,
      blocks: [
        [0, [-30000]],
        [0, [30000]],
      ],
    });
    const { samples } = decodeSequentialJpeg(stream, grey(8, 16));
    expect([samples[0], samples[15]]).toEqual([0, 4095]);
  });

  test('8 bits, grey: the pixels are those of libjpeg-turbo', async () => {
    const stream = await photograph(1, '4:4:4');
    const { samples } = decodeSequentialJpeg(stream, grey(53, 75));
    const wanted = await sharp(stream).toColourspace('b-w').raw().toBuffer();
    expect(Buffer.from(samples).equals(wanted)).toBe(true);
  });

  test.each(['4:4:4', '4:2:0'])(
    '8 bits, colour %s: the pixels are near those of libjpeg-turbo',
    async (subsampling) => {
      const stream = await photograph(3, subsampling);
      const { samples } = decodeSequentialJpeg(stream, { rows: 53, columns: 75, samplesPerPixel: 3 });
      const rgb = ybrToRgb(Uint8Array.from(samples));
      const wanted = await sharp(stream).toColourspace('srgb').raw().toBuffer();
      const differences = wanted.map((value, i) => Math.abs(value - rgb[i]!));
      // Colour of half the resolution is repeated here and interpolated there.
      expect(differences.reduce((sum, each) => sum + each, 0) / differences.length).toBeLessThan(
        subsampling === '4:4:4' ? 1 : 3,
      );
    },
  );

  test('a component of half the width is repeated', () => {
    const blocks = [
      [0, [800]],
      [0, [1600]],
      [1, [80, 500]],
      [2, [-80]],
    ] as const;
    const stream = makeJpeg({
      rows: 8,
      columns: 16,
      blocks,
      sampling: [
        [2, 1],
        [1, 1],
        [1, 1],
      ],
    });
    const { samples } = decodeSequentialJpeg(stream, { rows: 8, columns: 16, samplesPerPixel: 3 });
    const row = Array.from({ length: 16 }, (_, x) => samples[3 * x + 1]!);
    expect(row.filter((_, x) => x % 2 === 0)).toEqual(row.filter((_, x) => x % 2 === 1));
    expect(new Set(row).size).toBe(8);
    expect([samples[0], samples[3 * 8]]).toEqual([2048 + 100, 2048 + 200]);
  });

  test('an image that is no multiple of a block ends where it ends', () => {
    const blocks = [
      [0, [80]],
      [0, [160]],
    ] as const;
    const { samples } = decodeSequentialJpeg(makeJpeg({ rows: 5, columns: 11, blocks }), grey(5, 11));
    expect(samples.length).toBe(55);
    expect([...samples.subarray(0, 11)]).toEqual([...Array(8).fill(2058), ...Array(3).fill(2068)]);
  });

  test('restart markers change nothing; a missing one is a fault', () => {
    const plain = decodeSequentialJpeg(makeJpeg(fourBlocks), grey(16, 16)).samples;
    const restarted = makeJpeg({ ...fourBlocks, restartInterval: 1 });
    expect(decodeSequentialJpeg(restarted, grey(16, 16)).samples).toEqual(plain);
    const swapped = restarted.map((byte, i) => (byte === 0xd1 && restarted[i - 1] === 0xff ? 0xd2 : byte));
    expect(codeOf(swapped, grey(16, 16))).toBe('image.undecodable');
  });

  test('quantisation multiplies', () => {
    const coarse = makeJpeg({ rows: 8, columns: 8, blocks: [[0, [10]]], quantisation: 8 });
    expect(decodeSequentialJpeg(coarse, grey(8, 8)).samples[0]).toBe(2048 + 10);
  });

  test('another size than the header’s is refused before room is made for it', () => {
    const stream = makeJpeg({ ...fourBlocks, rows: 65535, columns: 65535 });
    expect(codeOf(stream, grey(16, 16))).toBe('image.jpeg-contradicts-header');
  });

  test('a stream that ends anywhere before its end is a fault', () => {
    const stream = makeJpeg({ ...fourBlocks, restartInterval: 2 });
    const codes = Array.from({ length: stream.length - 2 }, (_, length) =>
      codeOf(stream.subarray(0, length), grey(16, 16)),
    );
    expect(new Set(codes)).toEqual(new Set(['image.undecodable']));
  });

  test('a damaged stream gives pixels or a fault, nothing else', () => {
    const stream = makeJpeg({ ...fourBlocks, restartInterval: 2 });
    for (let at = 0; at < stream.length; at++) {
      for (const byte of [0x00, 0x7f, 0xc0, 0xd9, 0xff]) {
        const damaged = stream.slice();
        damaged[at] = byte;
        expect(['decoded', 'image.undecodable', 'image.jpeg-contradicts-header']).toContain(
          codeOf(damaged, grey(16, 16)),
        );
      }
    }
  });
});
