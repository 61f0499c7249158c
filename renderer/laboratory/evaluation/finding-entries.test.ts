import { expect, test } from 'vitest';
import {
  entriesOfFinding,
  chooseEntries,
  classPredictions,
  nameOfSelection,
  type FindingEntries,
} from './finding-entries.ts';
import type { Selection } from './exploration.ts';

const cases: FindingEntries = {
  label: 'PNEUMONIA',
  entries: [10, 11, 12, 13, 14, 15],
  patients: ['a', 'a', 'b', 'c', 'd', 'e'],
  probabilities: [0.9, 0.2, 0, 0.6, 0.45, 0.7],
  positives: [true, true, false, false, true, false],
};

const entriesOf = (selection: Selection, threshold = 0.5): readonly number[] =>
  chooseEntries(cases, { selection, threshold, classes: null, subgroup: new Set([12, 14]) }).map(
    (i) => cases.entries[i]!,
  );

test('wrong cases come with the farthest from the truth first, and follow the threshold', () => {
  expect(entriesOf({ kind: 'wrong' })).toEqual([11, 15, 13, 14]);
  expect(entriesOf({ kind: 'wrong' }, 0.65)).toEqual([11, 15, 14]);
});

test('a cell holds the cases of its truth and its call', () => {
  expect(entriesOf({ kind: 'cell', truth: true, called: false })).toEqual([11, 14]);
  expect(entriesOf({ kind: 'cell', truth: false, called: false })).toEqual([12]);
});

test('a bin holds its upper end and not its lower one, but for 0', () => {
  expect(entriesOf({ kind: 'bin', from: 0, to: 0.2, truth: null })).toEqual([11, 12]);
  expect(entriesOf({ kind: 'bin', from: 0.2, to: 0.6, truth: null })).toEqual([13, 14]);
  expect(entriesOf({ kind: 'bin', from: 0.2, to: 0.6, truth: true })).toEqual([14]);
});

test('those nearest to the threshold are the ones that change sides first', () => {
  expect(entriesOf({ kind: 'near' }).slice(0, 2)).toEqual([14, 13]);
});

test('a subgroup is what the casebook says it is', () => {
  expect(entriesOf({ kind: 'subgroup', attribute: 'sex', value: 'F' })).toEqual([14, 12]);
});

test('of two labels the other is the mirror of the finding', () => {
  const { label, positives, probabilities, entries, patients } = cases;
  const scores = { entries, patients, labels: [{ label, positives, probabilities: [probabilities] }] };
  const { truths, predictions } = classPredictions(scores, ['NORMAL', 'PNEUMONIA']);
  expect(truths).toEqual(['PNEUMONIA', 'PNEUMONIA', 'NORMAL', 'NORMAL', 'PNEUMONIA', 'NORMAL']);
  expect(predictions).toEqual(['PNEUMONIA', 'NORMAL', 'NORMAL', 'PNEUMONIA', 'NORMAL', 'PNEUMONIA']);
  expect(entriesOfFinding(scores, 0)).toEqual(cases);
});

test('a selection says in words what it holds', () => {
  expect(nameOfSelection({ kind: 'cell', truth: true, called: false }, 'PNEUMONIA', 0.5)).toBe(
    'False negatives (missed): with Pneumonia, below 0.50',
  );
});
