import { expect, test } from 'vitest';
import type { RegisteredDataset } from '../../main/domain/dataset.ts';
import { datasetId } from '../../main/domain/ids.ts';
import { splitsOf, usualChoice } from './case-choice.ts';

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
  expect(usualChoice(dataset({ train: 7, val: 3 })).split).toBe('val');
  expect(usualChoice(dataset({ train: 5, val: 3, test: 2 })).split).toBe('test');
  expect(usualChoice(dataset({ none: 10 })).split).toBe('all');
  expect(usualChoice(dataset({ train: 10 })).split).toBe('all');
});

test('only sides of the split that have images are offered', () => {
  expect(splitsOf(dataset({ train: 7, val: 3 })).map(({ split }) => split)).toEqual(['val', 'train', 'all']);
  expect(splitsOf(dataset(null))).toEqual([{ split: 'all', images: null }]);
});
