import { describe, expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import { bendTones, changeDetail, compress, coverSide, lightUnevenly } from './picture-changes.ts';

const random = createRandom('picture changes');
const noise = { width: 24, height: 16, values: Float32Array.from({ length: 384 }, () => random.uniform(0.3, 0.7)) };
const ramp = { width: 24, height: 16, values: Float32Array.from({ length: 384 }, (_, i) => (i % 24) / 24) };

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / values.length);
const distance = (a: Float32Array, b: Float32Array): number =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length);

describe('changeDetail', () => {
  test('blurs with a negative weight, sharpens with a positive one, and with 0 changes nothing', () => {
    const blurred = changeDetail(noise, { size: 3, weight: -1 }).values;
    const sharpened = changeDetail(noise, { size: 3, weight: 0.5 }).values;
    expect(deviation(blurred)).toBeLessThan(0.6 * deviation(noise.values));
    expect(deviation(sharpened)).toBeGreaterThan(1.2 * deviation(noise.values));
    expect(changeDetail(noise, { size: 3, weight: 0 })).toEqual(noise);
  });

  test('leaves what is coarse: the inside of a ramp stays', () => {
    const changed = changeDetail(ramp, { size: 2, weight: 1 }).values;
    for (let x = 4; x < 20; x++) expect(changed[8 * 24 + x]!).toBeCloseTo(ramp.values[8 * 24 + x]!, 2);
  });
});

test('bendTones follows its knots, straight in between', () => {
  const bent = bendTones(Float32Array.of(0, 0.25, 0.5, 0.75, 1), [0, 0.8, 1]);
  [0, 0.4, 0.8, 0.9, 1].forEach((value, i) => expect(bent[i]!).toBeCloseTo(value, 6));
  expect(bendTones(noise.values, [0, 0.5, 1]).every((value, i) => Math.abs(value - noise.values[i]!) < 1e-6)).toBe(
    true,
  );
});

test('lightUnevenly brightens one side as much as it darkens the other, and keeps the mean', () => {
  const grey = { width: 24, height: 16, values: new Float32Array(384).fill(0.5) };
  const { values } = lightUnevenly(grey, { angle: 0, strength: 0.4, bow: 0.1 });
  expect(values[23]! - values[0]!).toBeCloseTo(0.4, 1);
  expect(mean(values)).toBeCloseTo(0.5, 1);
});

test('coverSide covers the share of the side that it names', () => {
  const covered = (side: 'left' | 'top' | 'right' | 'bottom') => coverSide(ramp, { side, share: 0.25, tone: 1 }).values;
  expect(covered('left').filter((value) => value === 1)).toHaveLength(6 * 16);
  expect(covered('left')[5]).toBe(1);
  expect(covered('right')[18]).toBe(1);
  expect(
    covered('top')
      .slice(0, 4 * 24)
      .every((value) => value === 1),
  ).toBe(true);
  expect(
    covered('bottom')
      .slice(-4 * 24)
      .every((value) => value === 1),
  ).toBe(true);
  expect(covered('bottom').slice(0, 24)).toEqual(ramp.values.slice(0, 24));
});

describe('compress', () => {
  test('loses more the lower the quality, and next to nothing at the highest', () => {
    const loss = (quality: number) => distance(compress(noise, quality).values, noise.values);
    expect(loss(100)).toBeLessThan(0.003);
    expect(loss(50)).toBeGreaterThan(loss(90));
    expect(loss(10)).toBeGreaterThan(loss(50));
  });

  test('keeps the mean of each block to half a step of its first frequency', () => {
    const compressed = compress(noise, 50).values;
    // The first frequency is eight times the mean; its step at quality 50 is 16 of 255.
    for (const left of [0, 8, 16]) {
      const meanOf = (values: Float32Array) =>
        mean(values.filter((_, i) => Math.floor(i / 24) < 8 && i % 24 >= left && i % 24 < left + 8));
      expect(Math.abs(meanOf(compressed) - meanOf(noise.values))).toBeLessThan(16 / 255 / 8 / 2 + 0.002);
    }
  });

  test('leaves what is beyond the last whole block', () => {
    const odd = { width: 11, height: 9, values: noise.values.slice(0, 99) };
    const { values } = compress(odd, 5);
    expect(values.slice(8, 11)).toEqual(odd.values.slice(8, 11));
    expect(values.slice(88)).toEqual(odd.values.slice(88));
  });
});
