import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../domain/statistics/random.ts';
import { drawEpoch } from './sampler.ts';

/** 90 samples of label 0 and 30 of label 1. */
const labels = Array.from({ length: 120 }, (_, i) => (i < 90 ? 0 : 1));

describe('an epoch', () => {
  test('has each label equally often in every batch when balanced', () => {
    const batches = drawEpoch(labels, { batch: 8, sampling: 'balanced', random: createRandom(1) });
    expect(batches).toHaveLength(15);
    for (const batch of batches) expect(batch.filter((sample) => labels[sample] === 1)).toHaveLength(4);
    const rare = batches.flat().filter((sample) => labels[sample] === 1);
    expect(new Set(rare).size).toBe(30);
    expect(rare).toHaveLength(60);
  });

  test('has each sample once when shuffled', () => {
    const order = drawEpoch(labels, { batch: 8, sampling: 'shuffled', random: createRandom(1) }).flat();
    expect(order.toSorted((a, b) => a - b)).toEqual([...labels.keys()]);
  });

  test('has rare labels about as often as others when weighted', () => {
    const order = drawEpoch(labels, { batch: 8, sampling: 'weighted', random: createRandom(1) }).flat();
    expect(order).toHaveLength(120);
    expect(new Set(order).size).toBeLessThan(100);
    const rare = order.filter((sample) => labels[sample] === 1).length;
    expect(rare).toBeGreaterThan(45);
    expect(rare).toBeLessThan(75);
  });

  test('is one smaller batch when there are fewer samples than a batch', () => {
    expect(drawEpoch([0, 1, 1], { batch: 8, sampling: 'shuffled', random: createRandom(1) })).toHaveLength(1);
  });
});
