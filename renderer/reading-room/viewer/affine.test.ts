import { expect, test } from 'vitest';
import { affineOf, scaleAlongX } from './affine.ts';

test('the heatmap follows the frame when it is moved, enlarged or turned', () => {
  expect(affineOf([10, 20], [110, 20], [10, 70])).toEqual({ a: 100, b: 0, c: 0, d: 50, e: 10, f: 20 });
  expect(scaleAlongX(affineOf([0, 0], [30, 40], [-40, 30]))).toBe(50);
});
