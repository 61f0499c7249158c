import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { createPhantom } from '../../../imaging/phantom/phantom.ts';
import { renderPng } from '../../../imaging/raster/render-png.ts';
import { makeExamined } from '../../../../tests/support/make-dataset.ts';
import { duplicateFindings, findDuplicates } from './duplicates.ts';
import { measureImage } from '../../decoding/measure-image.ts';

const phantom = (seed: number): Promise<Uint8Array> =>
  renderPng(createPhantom({ seed, label: seed % 2 === 0 ? 'NORMAL' : 'PNEUMONIA', size: 160 }).frame);

async function miniatureOf(bytes: Uint8Array): Promise<Uint8Array> {
  const features = await measureImage(bytes);
  if (!features.isReadable) throw new Error(features.fault.code);
  return features.miniature;
}

async function pairsOf(...pictures: readonly Uint8Array[]): Promise<string[]> {
  const miniatures = await Promise.all(pictures.map(miniatureOf));
  const pairs = findDuplicates(makeExamined(miniatures.map((miniature) => ({ features: { miniature } }))));
  return pairs.map(({ a, b, kind }) => `${a} ${b} ${kind}`);
}

const original = await phantom(3);

describe('duplicates by their looks', () => {
  test.each([
    ['compressed strongly', (png: Uint8Array) => sharp(png).jpeg({ quality: 20 }).toBuffer()],
    ['half as large', (png: Uint8Array) => sharp(png).resize(80).png().toBuffer()],
    ['brighter', (png: Uint8Array) => sharp(png).linear(1.15, 5).png().toBuffer()],
    ['of less contrast', (png: Uint8Array) => sharp(png).linear(0.7, 40).png().toBuffer()],
  ])('finds an image that is %s', async (_, change) => {
    expect(await pairsOf(original, await change(original))).toEqual(['0 1 look']);
  });

  test('tells patients apart, as alike as chest radiographs are', async () => {
    expect(await pairsOf(...(await Promise.all(Array.from({ length: 14 }, (_, i) => phantom(i)))))).toEqual([]);
  });

  test('says nothing of images without anything in them', async () => {
    const empty = new Uint8Array(64 * 64);
    const pairs = findDuplicates(
      makeExamined([{ features: { miniature: empty } }, { features: { miniature: empty.map(() => 200) } }]),
    );
    expect(pairs).toEqual([]);
  });
});

describe('copies', () => {
  test('are errors across splits and with other labels, a warning within a split', () => {
    const pairs = findDuplicates(
      makeExamined([
        { features: { pixelHash: 'same' }, sha256: 'f', split: 'train', labels: ['ILL'] },
        { features: { pixelHash: 'same' }, sha256: 'f', split: 'val', labels: ['ILL'] },
        { features: { pixelHash: 'other' }, split: 'train', labels: ['ILL'] },
        { features: { pixelHash: 'other' }, split: 'train', labels: ['WELL'] },
        { features: { pixelHash: 'third' }, split: 'val', labels: ['WELL'], patient: 'p' },
        { features: { pixelHash: 'third' }, split: 'val', labels: ['WELL'], patient: 'p' },
      ]),
    );
    expect(pairs.map(({ a, b, kind }) => [a, b, kind])).toEqual([
      [0, 1, 'file'],
      [2, 3, 'pixels'],
      [4, 5, 'pixels'],
    ]);
    const found = duplicateFindings(pairs).map(({ code, severity, entries }) => [code, severity, entries]);
    expect(found).toEqual([
      ['DUPLICATE_ACROSS_SPLITS', 'error', [0, 1]],
      ['DUPLICATE_WITH_OTHER_LABEL', 'error', [2, 3]],
      ['DUPLICATE_OF_OTHER_PATIENT', 'warning', [0, 1, 2, 3]],
      ['DUPLICATE_WITHIN_SPLIT', 'warning', [4, 5]],
    ]);
  });

  test('of one image by the hundred stay few pairs, and those across splits are among them', () => {
    const copies = Array.from({ length: 300 }, (_, i) => ({
      features: { pixelHash: 'blank' },
      split: i === 250 ? ('val' as const) : ('train' as const),
    }));
    const pairs = findDuplicates(makeExamined(copies));
    expect(pairs.length).toBeLessThan(700);
    expect(pairs[0]).toMatchObject({ isAcrossSplits: true });
    expect(new Set(pairs.flatMap(({ a, b }) => [a, b])).size).toBe(300);
  });
});
