import { expect, test } from 'vitest';
import type { EntryRow, EntryScores } from '../../../main/contract/evaluation.ts';
import { entryTable } from './entry-table.ts';

const scores: EntryScores = {
  entries: [4, 9],
  patients: ['1', '2'],
  labels: [
    {
      label: 'PNEUMONIA',
      positives: [true, false],
      probabilities: [
        [0.6, 0.2],
        [0.4, 0.7],
      ],
    },
  ],
};
const row = (entry: number, file: string): EntryRow => ({
  entry,
  file,
  split: 'val',
  labels: [],
  attributes: {},
  truth: true,
  probabilities: [],
  byLabel: {},
  disagreement: 0,
});
const facts = [row(9, 'b/2.png'), row(4, 'a/1.png')];

test('each image has its file, its split, its truth and its prediction at the threshold in use', () => {
  expect(entryTable(scores, facts, [{ title: null, thresholds: { PNEUMONIA: 0.6 } }])).toEqual([
    ['entry', 'file', 'split', 'patient', 'PNEUMONIA truth', 'PNEUMONIA probability', 'PNEUMONIA prediction'],
    [4, 'a/1.png', 'val', '1', 1, 0.6, 1],
    [9, 'b/2.png', 'val', '2', 0, 0.2, 0],
  ]);
});

test('of several models each has columns of its own, at its own threshold', () => {
  const rows = [
    { title: 'A', thresholds: { PNEUMONIA: 0.5 } },
    { title: 'B', thresholds: { PNEUMONIA: 0.3 } },
  ];
  const [head, first, second] = entryTable(scores, facts, rows);
  expect(head?.slice(5)).toEqual([
    'PNEUMONIA probability, A',
    'PNEUMONIA prediction, A',
    'PNEUMONIA probability, B',
    'PNEUMONIA prediction, B',
  ]);
  expect(first?.slice(5)).toEqual([0.6, 1, 0.4, 1]);
  expect(second?.slice(5)).toEqual([0.2, 0, 0.7, 1]);
});
