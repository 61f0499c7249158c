import { describe, expect, test } from 'vitest';
import { createRandom } from '../../domain/random.ts';
import { drawEpoch } from './sampler.ts';
import { learningRateAt } from './schedule.ts';

/** 90 samples of label 0 and 30 of label 1. */
const labels = Array.from({ length: 120 }, (_, i) => (i < 90 ? 0 : 1));

describe('an epoch', () => {
  test('has each label equally often in every batch when balanced', () => {
    const batches = drawEpoch(labels, { batch: 8, balanced: true, random: createRandom(1) });
    expect(batches).toHaveLength(15);
    for (const batch of batches) expect(batch.filter((sample) => labels[sample] === 1)).toHaveLength(4);
    const rare = batches.flat().filter((sample) => labels[sample] === 1);
    expect(new Set(rare).size).toBe(30);
    expect(rare).toHaveLength(60);
  });

  test('has each sample once when not balanced', () => {
    const order = drawEpoch(labels, { batch: 8, balanced: false, random: createRandom(1) }).flat();
    expect(order.toSorted((a, b) => a - b)).toEqual([...labels.keys()]);
  });

  test('is one smaller batch when there are fewer samples than a batch', () => {
    expect(drawEpoch([0, 1, 1], { batch: 8, balanced: false, random: createRandom(1) })).toHaveLength(1);
  });
});

describe('the learning rate', () => {
  const schedule = { peak: 1, warmUpSteps: 10, totalSteps: 110 };
  test('rises to its peak, halves in the middle of the cosine and ends at zero', () => {
    expect([0, 9, 10, 60, 110].map((step) => learningRateAt(step, schedule))).toEqual([
      0.1,
      1,
      1,
      expect.closeTo(0.5),
      0,
    ]);
  });
  test('starts at the peak without a warm-up', () => {
    expect(learningRateAt(0, { ...schedule, warmUpSteps: 0 })).toBe(1);
  });
});
