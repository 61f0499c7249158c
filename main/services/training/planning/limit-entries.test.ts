import { describe, expect, test } from 'vitest';
import { limitEntries } from './limit-entries.ts';
import type { ListedDataset } from '../../datasets/training-split/learning-list.ts';

/** 60 healthy images of 30 patients, 120 ill ones of 40. */
function listed(): ListedDataset {
  const entries = Array.from({ length: 180 }, (_, i) => {
    const [label, patient] = i < 60 ? ['NORMAL', `n${i >> 1}`] : ['PNEUMONIA', `p${Math.floor(i / 3)}`];
    return { file: `${i}.png`, path: `clinic/${i}.png`, label: label!, patient: patient!, split: null };
  });
  return { name: 'clinic', labels: ['NORMAL', 'PNEUMONIA'], entries };
}
const options = { seed: 1, validationShare: 0.2, trainImages: 30, testImages: 12 };

describe('a limited data set', () => {
  test('has the wanted number of images, each label its share, no patient on both sides', () => {
    const { entries } = limitEntries(listed(), options);
    const of = (split: string, label: string) =>
      entries.filter((entry) => entry.split === split && entry.label === label);
    expect([of('train', 'NORMAL').length, of('train', 'PNEUMONIA').length]).toEqual([10, 20]);
    expect([of('val', 'NORMAL').length, of('val', 'PNEUMONIA').length]).toEqual([4, 8]);
    const trained = new Set(entries.filter(({ split }) => split === 'train').map(({ patient }) => patient));
    expect(entries.filter(({ split, patient }) => split === 'val' && trained.has(patient))).toEqual([]);
  });

  test('is the same for the same seed, and another for another', () => {
    const filesOf = (seed: number) => limitEntries(listed(), { ...options, seed }).entries.map(({ file }) => file);
    expect(filesOf(1)).toEqual(filesOf(1));
    expect(filesOf(2)).not.toEqual(filesOf(1));
  });

  test('keeps a side without a limit, and all where there is none', () => {
    const whole = listed();
    expect(limitEntries(whole, { ...options, trainImages: null, testImages: null })).toBe(whole);
    const { entries } = limitEntries(whole, { ...options, trainImages: null });
    expect(entries.filter(({ split }) => split === 'train').length).toBeGreaterThan(120);
  });
});
