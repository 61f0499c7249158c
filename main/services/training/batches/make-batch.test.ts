import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../domain/statistics/random.ts';
import { toInput } from '../../../imaging/preprocessing/preprocess.ts';
import { changeOf, makeBatch } from './make-batch.ts';
import type { LabelledImage } from './make-batch.ts';
import { parseTrainSettings, preprocessingOf } from '../settings/train-settings.ts';
import type { TrainSettings } from '../../../contract/training-settings/setting-table.ts';
import { sentenceOf } from '../../../contract/messages/message-sentences.ts';
import { FaultError } from '../../../domain/faults/fault.ts';

function settingsOf(overrides: Partial<TrainSettings>): TrainSettings {
  const parsed = parseTrainSettings({ size: 16, views: 1, ...overrides });
  if (!parsed.ok) throw new FaultError(parsed.error);
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
    images.data.forEach((value, i) => expect(value).toBe(Number(expected[i])));
  });

  test('with the changes of the seed studies mirrors, turns and brightens', () => {
    const settings = settingsOf({ augmentationKind: 'seeds', intensity: 'voi' });
    expect(changeOf(settings)).toMatchObject({ horizontalFlip: 0.5, rotationDegrees: 10, brightness: 0.2, shift: 0 });
    expect(changeOf(settingsOf({ augmentationKind: 'none' }))).toBe(null);
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

  test('mixes images and targets with the same partner by the same share', async () => {
    const settings = settingsOf({ augmentation: 0, labelSmoothing: 0 });
    const each = samples.map((sample, label) => ({ ...sample, label }));
    const batchOf = (mixup: number) => {
      const options = { labels: 4, spec: preprocessingOf(settings), settings: { ...settings, mixup } };
      return makeBatch(each, { ...options, random: createRandom(3) });
    };
    const [plain, mixed] = [await batchOf(0), await batchOf(1)];
    const size = plain.images.data.length / 4;
    const valueAt = ({ data }: typeof plain.images, row: number, at: number): number => Number(data[row * size + at]);
    expect(mixed.images.data).not.toEqual(plain.images.data);
    for (let row = 0; row < 4; row++) {
      const shares = [0, 1, 2, 3].map((label) => Number(mixed.targets.data[4 * row + label]));
      for (let at = 0; at < size; at += 17) {
        const expected = shares.reduce((sum, share, other) => sum + share * valueAt(plain.images, other, at), 0);
        expect(valueAt(mixed.images, row, at)).toBeCloseTo(expected, 5);
      }
    }
  });

  test('mixes an image of a balanced batch with its own label too', async () => {
    const settings = settingsOf({ mixup: 1, labelSmoothing: 0 });
    const balanced = [0, 1, 0, 1].map((label) => ({ ...samples[0]!, label }));
    const options = { labels: 2, spec: preprocessingOf(settings), settings };
    const areMixed: boolean[] = [];
    for (let seed = 0; seed < 10; seed++) {
      const { targets } = await makeBatch(balanced, { ...options, random: createRandom(seed) });
      for (let row = 0; row < 4; row++) areMixed.push(![0, 1].includes(Number(targets.data[2 * row])));
    }
    expect(new Set(areMixed)).toEqual(new Set([true, false]));
  });

  test('is the same for the same seed and another for another', async () => {
    const [first, again, other] = [await batchWith({}), await batchWith({}), await batchWith({}, 2)];
    expect(again.images.data).toEqual(first.images.data);
    expect(other.images.data).not.toEqual(first.images.data);
  });

  test('refuses settings out of their limits, naming each', () => {
    const parsed = parseTrainSettings({ epochs: 0, learningRate: -1, colour: 'red' });
    expect(parsed.ok ? '' : sentenceOf(parsed.error)).toBe(
      'These settings can’t be used: “Epochs” must be at least 1; “Learning rate” must be more than 0; there is no setting “colour”. Correct them.',
    );
  });
});
