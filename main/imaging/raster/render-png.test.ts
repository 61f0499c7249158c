import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { makeFrame } from '../../../tests/support/make-frame.ts';
import { renderHeatmapPng, renderPng } from './render-png.ts';

async function pixelsOf(png: Uint8Array) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return { data, ...info, at: (x: number, y: number) => [...data.subarray((y * info.width + x) * info.channels)] };
}

describe('PNG rendering', () => {
  test('shows the frame the right way round, reduced to the longest side', async () => {
    const pixels = new Uint8Array(400 * 200).map((_, i) => (i % 400 < 200 ? 255 : 0));
    const png = await pixelsOf(
      await renderPng(makeFrame({ columns: 400, rows: 200, pixels, photometric: 'MONOCHROME1' }), { longestSide: 100 }),
    );
    expect([png.width, png.height]).toEqual([100, 50]);
    expect(png.at(10, 25)[0]).toBe(0);
    expect(png.at(90, 25)[0]).toBe(255);
  });

  test('never enlarges', async () => {
    const png = await pixelsOf(await renderPng(makeFrame({ columns: 20, rows: 10 }), { longestSide: 256 }));
    expect([png.width, png.height]).toEqual([20, 10]);
  });

  test('colours the map where it speaks and leaves the image alone where it is silent or does not reach', async () => {
    const frame = makeFrame({ columns: 100, rows: 100, pixels: new Uint8Array(10_000).fill(128) });
    const covers = { left: 0.2, top: 0, right: 1, bottom: 1 };
    const heatmap = { width: 2, height: 1, values: [1, 0], covers };
    const png = await pixelsOf(await renderHeatmapPng(frame, heatmap));
    const [red, green, blue] = png.at(30, 50);
    expect(Math.max(red!, green!, blue!) - Math.min(red!, green!, blue!)).toBeGreaterThan(50);
    expect(png.at(95, 50).slice(0, 3)).toEqual([128, 128, 128]);
    expect(png.at(10, 50).slice(0, 3)).toEqual([128, 128, 128]);
  });
});
