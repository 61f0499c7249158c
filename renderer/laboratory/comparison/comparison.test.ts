import { expect, test } from 'vitest';
import { againstReference, orderEntries, orderedBy, sortRows, type EntryMatrix } from './comparison.ts';
import { makeCompared, makePair, makeRow } from '../../../tests/support/make-comparison.ts';

const rows = [makeRow('a', 8), makeRow('b', 2), makeRow('c', 5)];
const findings = [makeCompared(0, 0.9), makeCompared(1, null), makeCompared(2, 0.95)];

test('rows are sorted by any measure, and those without a value come last either way', () => {
  expect(sortRows(rows, findings, { by: 'auc', isDescending: true })).toEqual([2, 0, 1]);
  expect(sortRows(rows, findings, { by: 'auc', isDescending: false })).toEqual([0, 2, 1]);
  expect(sortRows(rows, findings, { by: 'milliseconds', isDescending: false })).toEqual([1, 2, 0]);
});

test('a column begins with its better end: high areas, low errors, short times', () => {
  const before = { by: 'auc', isDescending: true } as const;
  expect(orderedBy('brier', before)).toEqual({ by: 'brier', isDescending: false });
  expect(orderedBy('milliseconds', before)).toEqual({ by: 'milliseconds', isDescending: false });
  expect(orderedBy('auc', before)).toEqual({ by: 'auc', isDescending: false });
});

test('a difference is that of the row less the reference, whichever of the two comes first', () => {
  const pairs = [makePair(0, 1, 0.04), makePair(1, 2, -0.03)];
  const [first, second] = againstReference(pairs, 1);
  expect(first).toMatchObject({ row: 0, onlyRow: 5, onlyReference: 2 });
  expect(first?.area?.difference).toMatchObject({ value: 0.04, interval95: [0.03, 0.05] });
  expect(second).toMatchObject({ row: 2, onlyRow: 2, onlyReference: 5 });
  expect(second?.area?.difference.value).toBeCloseTo(0.03);
  expect(second?.area?.difference.interval95[0]).toBeCloseTo(0.02);
});

const matrix: EntryMatrix = {
  label: 'PNEUMONIA',
  entries: [7, 3, 5],
  positives: [true, false, true],
  probabilities: [
    [0.9, 0.1, 0.1],
    [0.2, 0.2, 0.2],
  ],
  thresholds: [0.5, 0.15],
};

test('disagreements come first, and can be all that is shown', () => {
  const entries = (places: readonly number[]): readonly number[] => places.map((place) => matrix.entries[place]!);
  expect(entries(orderEntries(matrix, 'disagreement', 'all'))).toEqual([7, 3, 5]);
  expect(entries(orderEntries(matrix, 'entry', 'all'))).toEqual([3, 5, 7]);
  expect(entries(orderEntries(matrix, 'wrongest', 'all'))).toEqual([5, 7, 3]);
  expect(entries(orderEntries(matrix, 'entry', 'differ'))).toEqual([3, 5]);
  expect(entries(orderEntries(matrix, 'entry', 'allWrong'))).toEqual([]);
});
