import { expect, test } from 'vitest';
import type { RegisteredDataset } from '../../../main/domain/datasets/dataset.ts';
import { datasetId } from '../../../main/domain/ids.ts';
import { choiceOf, noSelection, splitsOf } from './entry-choice.ts';

const dataset = (perSplit: Readonly<Record<string, number>> | null): RegisteredDataset => ({
  id: datasetId.parse(1),
  name: 'chests',
  source: { kind: 'folder', path: '/chests' },
  addedAt: '2026-01-01T00:00:00Z',
  fingerprint: null,
  labels: ['NORMAL', 'PNEUMONIA'],
  counts: perSplit === null ? null : { images: 10, patients: 8, ofUnknownPatients: 0, perLabel: {}, perSplit },
  audit: null,
});

test('the cases offered first are those that a model has not learnt from', () => {
  const splitOf = (one: RegisteredDataset): string => choiceOf(noSelection, [one]).split;
  expect(splitOf(dataset({ train: 7, val: 3 }))).toBe('val');
  expect(splitOf(dataset({ train: 5, val: 3, test: 2 }))).toBe('test');
  expect(splitOf(dataset({ none: 10 }))).toBe('all');
  expect(splitOf(dataset({ train: 10 }))).toBe('all');
});

test('only sides of the split that have images are offered', () => {
  expect(splitsOf(dataset({ train: 7, val: 3 })).map(({ split }) => split)).toEqual(['val', 'train', 'all']);
  expect(splitsOf(dataset(null))).toEqual([{ split: 'all', images: null }]);
});

test('what the person chose stays when the dataset is counted', () => {
  const wish = { ...noSelection, split: 'train' } as const;
  expect(choiceOf(wish, [dataset({ train: 7, val: 3 })])).toEqual({ dataset: 1, split: 'train', labelMap: {} });
});
