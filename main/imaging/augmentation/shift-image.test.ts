import { describe, expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import { toDisplay } from '../grey-image/display.ts';
import { createPhantom } from '../phantom/phantom.ts';
import { shiftImage, shiftNames, type ShiftName } from './shift-image.ts';

const { frame } = createPhantom({ seed: 'shifted', label: 'NORMAL', size: 96 });
const image = { width: frame.columns, height: frame.rows, values: toDisplay(frame) };
const shifted = (name: ShiftName, seed = 1) => shiftImage(image, name, createRandom(seed));
const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('shiftImage', () => {
  test.each(shiftNames)(
    '%s: another picture of the same size, within the range, the same for the same seed',
    (name) => {
      const { width, height, values } = shifted(name);
      expect([width, height]).toEqual([image.width, image.height]);
      expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
      expect(values).not.toEqual(image.values);
      expect(shifted(name).values).toEqual(values);
    },
  );

  test('never changes the picture that it is given', () => {
    const before = image.values.slice();
    for (const name of shiftNames) shifted(name);
    expect(image.values).toEqual(before);
  });

  test('is what its name says', () => {
    expect(mean(shifted('brighter').values)).toBeGreaterThan(mean(image.values));
    expect(mean(shifted('darker').values)).toBeLessThan(mean(image.values));
    expect(Math.max(...shifted('flat').values) - Math.min(...shifted('flat').values)).toBeLessThanOrEqual(0.41);
    expect(
      shifted('black border')
        .values.slice(0, 96)
        .every((value) => value === 0),
    ).toBe(true);
    expect(
      shifted('white border')
        .values.slice(0, 96)
        .every((value) => value === 1),
    ).toBe(true);
    expect(shifted('closer crop', 2).values).not.toEqual(shifted('closer crop', 3).values);
  });
});
