import { describe, expect, test } from 'vitest';
import { explainChoice, type EpochRecord } from './training.ts';

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

describe('the choice of an epoch, in words', () => {
  test('while it learns, says what is kept and how near the early stop is', () => {
    expect(explainChoice([], settings)).toBe('No epoch has ended yet, so there is nothing to keep.');
    expect(explainChoice(epochs(0.8, 0.9), settings)).toBe(
      'Epoch 2 is kept: its validation AUC, 0.9000, is the highest of 2. It ends early after 3 epochs without a better one.',
    );
    expect(explainChoice(epochs(0.8, 0.9, 0.85), settings)).toMatch(
      /1 epoch since without a better one; at 3 it ends early\.$/,
    );
  });

  test('at the end says what ended it', () => {
    expect(explainChoice(epochs(0.9, 0.8, 0.7, 0.6), settings)).toMatch(
      /^Epoch 1 is kept.* 3 epochs after it brought nothing better, which ended the training \(patience 3\)\.$/,
    );
    expect(explainChoice(epochs(0.8, 0.9), { epochs: 2, patience: 3 })).toMatch(/All 2 epochs were made\.$/);
  });
});
