import { expect, test } from 'vitest';
import { entriesQuery } from '../../../contract/evaluation-request.ts';
import { pageOfEntries, type StoredEntryScores } from './stored-entry-scores.ts';

const cases: StoredEntryScores = {
  scores: {
    entries: [3, 5, 8],
    patients: ['0', '1', '2'],
    labels: [
      {
        label: 'PNEUMONIA',
        positives: [true, false, true],
        probabilities: [
          [0.9, 0.5, 0.1],
          [0.8, 0.1, 0.7],
        ],
      },
    ],
  },
  facts: [3, 5, 8].map((entry) => ({ file: `${entry}.png`, split: null, labels: ['PNEUMONIA'], attributes: {} })),
  answers: null,
};

const entriesOf = (query: object): readonly number[] =>
  pageOfEntries(cases, entriesQuery.parse({ id: 1, ...query })).rows.map(({ entry }) => entry);

test('cases are filtered by the row that is asked for, and sorted by how wrong it is', () => {
  const called = { is: true, threshold: 0.5 };
  expect(entriesOf({ filter: { called } })).toEqual([3, 5]);
  expect(entriesOf({ filter: { called, row: 1 } })).toEqual([3, 8]);
  expect(entriesOf({ sort: 'wrongest' })).toEqual([8, 5, 3]);
  expect(entriesOf({ sort: 'disagreement', limit: 1 })).toEqual([8]);
});

test('a finding or a row that was not measured has no cases, rather than those of another one', () => {
  expect(entriesOf({ filter: { label: 'COVID' } })).toEqual([]);
  expect(entriesOf({ filter: { row: 2 } })).toEqual([]);
});
