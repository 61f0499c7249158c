import { describe, expect, test } from 'vitest';
import { createRandom } from '../../domain/random.ts';
import { toInput } from '../../imaging/preprocess.ts';
import { makeBatch } from './make-batch.ts';
import type { LabelledImage } from './make-batch.ts';
import { parseTrainSettings, preprocessingOf } from './train-settings.ts';
import type { TrainSettings } from './train-settings.ts';

function settingsOf(overrides: Partial<TrainSettings>): TrainSettings {
  const parsed = parseTrainSettings({ size: 16, views: 1, ...overrides });
  if (!parsed.ok) throw new Error(parsed.error.userMessage);
  return parsed.value;
}
const random = createRandom(1);
const samples: LabelledImage[] = [0, 1, 1, 0].map((label, i) => ({
  image: { width: 20, height: 20, values: Float32Array.from({ length: 400 }, () => random.next()) },
  label,
  patient: `p${i}`,
}));
const batchWith = (overrides: Partial<TrainSettings>, seed = 1) => {
  const settings = settingsOf(overrides);
  return makeBatch(samples, { labels: 2, spec: preprocessingOf(settings), settings, random: createRandom(seed) });
};

describe('a training batch', () => {
  test('without augmentation holds what inference would see', async () => {
    const { images } = await batchWith({ augmentation: 0 });
    const expected = samples.flatMap(({ image }) => [...toInput(image, preprocessingOf(settingsOf({}))).data]);
    expect(images.dims).toEqual([4, 1, 16, 16]);
    images.data.forEach((value, i) => expect(value).toBeCloseTo(Number(expected[i]), 2));
  });

  test('smooths labels so that each row still adds up to one', async () => {
    const { targets } = await batchWith({ labelSmoothing: 0.1 });
    expect([...targets.data].map((value) => Number(value).toFixed(2))).toEqual([
      '0.95',
      '0.05',
      '0.05',
      '0.95',
      '0.05',
      '0.95',
      '0.95',
      '0.05',
    ]);
  });

  test('mixes images and targets by the same share', async () => {
    const { targets } = await batchWith({ mixup: 0.4, labelSmoothing: 0 });
    const values = [...targets.data].map(Number);
    expect(values[0]).toBe(1);
    for (let row = 0; row < 4; row++) expect(values[2 * row]! + values[2 * row + 1]!).toBeCloseTo(1);
  });

  test('is the same for the same seed and another for another', async () => {
    const [first, again, other] = [await batchWith({}), await batchWith({}), await batchWith({}, 2)];
    expect(again.images.data).toEqual(first.images.data);
    expect(other.images.data).not.toEqual(first.images.data);
  });

  test('refuses settings out of their limits, naming each', () => {
    const parsed = parseTrainSettings({ epochs: 0, learningRate: -1, colour: 'red' });
    expect(parsed.ok ? '' : parsed.error.userMessage).toMatch(/epochs: .*learningRate: .*colour/);
  });
});
