import { expect, test } from 'vitest';
import { float32 } from '../../../domain/tensor.ts';
import { gradientFaults } from '../../../../tests/support/check-gradient.ts';
import { distinct } from '../../../../tests/support/check-gradient.ts';
import { gradientAt } from '../../../../tests/support/gradient-at.ts';

test('the gradient of Min reaches the chosen one of three broadcast inputs', async () => {
  const all = distinct([2 * 3 * 4 + 4 + 1], 1).data as Float32Array;
  const inputs = [float32([2, 3, 4], all.slice(0, 24)), float32([4], all.slice(24, 28)), float32([], all.slice(28))];
  expect(await gradientFaults({ op: 'Min', inputs })).toEqual([]);
});

test('equal inputs of Min share the gradient', async () => {
  const inputs = [float32([2], [1, 2]), float32([2], [1, 2])];
  expect(await gradientAt('Min', inputs)).toEqual([
    [0.5, 0.5],
    [0.5, 0.5],
  ]);
});
