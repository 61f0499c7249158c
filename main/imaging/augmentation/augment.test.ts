import { describe, expect, test } from 'vitest';
import type { Preprocessing } from '../../domain/models/model-card.ts';
import { createRandom } from '../../domain/statistics/random.ts';
import { augment, defaultAugmentation, robustAugmentation, type Augmentation } from './augment.ts';
import { normalise, sampleView } from '../preprocessing/preprocess.ts';

const spec: Preprocessing = {
  version: 1,
  height: 32,
  width: 32,
  channels: 1,
  intensity: { kind: 'voi' },
  resize: 'stretch',
  normalisation: { kind: 'fixed', mean: [0], std: [1] },
  views: [{ scale: 1, rotationDegrees: 0, shiftX: 0, shiftY: 0 }],
};

const none: Augmentation = {
  rotationDegrees: 0,
  shift: 0,
  scale: [1, 1],
  aspect: 0,
  brightness: 0,
  contrast: 0,
  gamma: 0,
  horizontalFlip: 0,
  noise: 0,
  lowPass: 0,
  erasing: 0,
  detail: 0,
  tones: 0,
  light: 0,
  compression: 0,
  border: 0,
};

const stripes = { width: 40, height: 40, values: new Float32Array(1600).map((_, i) => ((i * 7) % 40) / 40) };
const image = { width: 40, height: 40, values: new Float32Array(1600).map((_, i) => (i % 40) / 40) };

describe('augment', () => {
  test('with every setting off gives exactly what inference sees', () => {
    const seen = normalise(sampleView(image, spec.views[0]!, spec), spec);
    const copy = augment(image, spec, none, createRandom(1));
    copy.forEach((value, i) => expect(value).toBeCloseTo(seen[i]!, 3));
  });

  test('gives the same copy for the same seed and another for another', () => {
    const copy = (seed: number) => augment(image, spec, defaultAugmentation, createRandom(seed));
    expect(copy(7)).toEqual(copy(7));
    expect(copy(8)).not.toEqual(copy(7));
  });

  test('never mirrors by default, because laterality matters', () => {
    const random = createRandom(3);
    for (let i = 0; i < 200; i++) {
      const copy = augment(image, spec, { ...defaultAugmentation, erasing: 0, noise: 0 }, random);
      expect(copy[16 * 32 + 28]!).toBeGreaterThan(copy[16 * 32 + 3]!);
    }
    const mirrored = augment(image, spec, { ...none, horizontalFlip: 1 }, random);
    expect(mirrored[3]!).toBeGreaterThan(mirrored[28]!);
  });

  test.each([
    ['radiographs', defaultAugmentation],
    ['robustness', robustAugmentation],
  ])('for %s stays finite and near the display range', (_, settings) => {
    const random = createRandom(4);
    for (let i = 0; i < 100; i++) {
      for (const value of augment(image, spec, settings, random)) expect(Math.abs(value - 0.5)).toBeLessThan(0.75);
    }
  });

  test.each(['detail', 'tones', 'light', 'compression', 'border'] as const)(
    'changes the picture by %s alone',
    (name) => {
      const plain = augment(stripes, spec, none, createRandom(9));
      expect(augment(stripes, spec, { ...none, [name]: 1 }, createRandom(9))).not.toEqual(plain);
    },
  );

  test('without the changes of files and machines draws the same numbers as ever', () => {
    const after = ({ ...settings }: Augmentation) => {
      const random = createRandom(11);
      augment(image, spec, settings, random);
      return random.next();
    };
    expect(after({ ...robustAugmentation, detail: 0, tones: 0, light: 0, compression: 0, border: 0, erasing: 0 })).toBe(
      after({ ...none, noise: 0.04 }),
    );
  });

  test('a low pass removes what only a sharp detector shows', () => {
    const stripes = { ...image, values: image.values.map((_, i) => i % 2) };
    const deviation = (lowPass: number) => {
      const values = augment(stripes, { ...spec, width: 40, height: 40 }, { ...none, lowPass }, createRandom(5));
      return Math.sqrt(values.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / values.length);
    };
    expect(deviation(1)).toBeLessThan(0.6 * deviation(0));
  });

  test('erases a rectangle of 2 to 12 % of the area', () => {
    const plain = augment(image, spec, none, createRandom(6));
    for (let seed = 0; seed < 30; seed++) {
      const erased = augment(image, spec, { ...none, erasing: 1 }, createRandom(seed));
      const plainAgain = augment(image, spec, none, createRandom(seed));
      expect(plainAgain).toEqual(plain);
      const share = erased.filter((value, i) => Math.abs(value - plain[i]!) > 1e-6).length / erased.length;
      expect(share).toBeGreaterThan(0.01);
      expect(share).toBeLessThan(0.14);
    }
  });
});
