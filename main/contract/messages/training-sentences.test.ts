import { describe, expect, test } from 'vitest';
import type { EpochRecord } from '../../domain/training/training.ts';
import { choiceSentence, endingSentence, splitWords } from './training-sentences.ts';

const epochs = (...areas: readonly number[]): readonly EpochRecord[] =>
  areas.map((auc, i) => ({
    epoch: i + 1,
    learningRate: 1e-3,
    trainingLoss: 0.5,
    validationLoss: 0.5,
    auc,
    aucInterval95: [auc - 0.1, auc + 0.1],
    validationImages: 40,
    accuracy: 0.9,
    isBest: areas.slice(0, i).every((before) => auc > before),
  }));
const settings = { epochs: 20, patience: 3 };
const sentence = (...areas: readonly number[]): string => choiceSentence({ epochs: epochs(...areas), settings });

describe('the choice of an epoch, in words', () => {
  test('while it learns, says which is kept and how near the early stop is', () => {
    expect(sentence()).toBe('No epoch has ended yet, so there is nothing to keep.');
    expect(sentence(0.8, 0.9)).toBe(
      'Epoch 2 is kept: its validation AUC, 0.9000, is the highest of 2. The training ends early after 3 epochs without a better one.',
    );
    expect(sentence(0.8, 0.9, 0.85)).toMatch(/1 epoch since without a better one; at 3 the training ends early\.$/);
  });

  test('at the end says what ended it', () => {
    expect(sentence(0.9, 0.8, 0.7, 0.6)).toMatch(
      /^Epoch 1 is kept.* 3 epochs after it were no better, which ended the training \(patience 3\)\.$/,
    );
    const course = { epochs: epochs(0.8, 0.9), settings: { epochs: 2, patience: 3 } };
    expect(endingSentence({ ...course, ending: { by: 'last epoch' } })).toMatch(/All 2 epochs are done\.$/);
    expect(endingSentence({ ...course, ending: { by: 'interruption' } })).toMatch(/done\. It was stopped by hand\.$/);
  });

  test('gives the sentence of a fault, and that of an earlier version as it was kept', () => {
    const course = { epochs: [], settings };
    const fault = { code: 'training.diverged', details: {} } as const;
    expect(endingSentence({ ...course, ending: { fault } })).toMatch(/^The training diverged/);
    expect(endingSentence({ ...course, ending: 'All 2 epochs were made.' })).toBe('All 2 epochs were made.');
    expect(endingSentence({ ...course, ending: null })).toBe('No epoch has ended yet, so there is nothing to keep.');
  });
});

test('a split says what it goes by and where it comes from, also in a card of an earlier version', () => {
  const split = { ofUnknownPatients: 0, images: 1200, isGiven: true };
  expect(splitWords(split)).toBe('patient, as given by the dataset');
  expect(splitWords({ ...split, ofUnknownPatients: 1200, isGiven: false })).toBe(
    'file (no patient is known), drawn at random for each label',
  );
  expect(splitWords({ ...split, ofUnknownPatients: 2 })).toBe(
    'patient where known, else by file (2 of 1,200 images), as given by the dataset',
  );
  expect(splitWords('patient, as given in index.csv')).toBe('patient, as given in index.csv');
});
