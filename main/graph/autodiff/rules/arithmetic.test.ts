import { expect, test } from 'vitest';
import { float32 } from '../../../domain/tensor.ts';
import { gradientAt } from '../../../../tests/support/gradient-at.ts';

test.each(['Max', 'Min'])('equal inputs of %s share the gradient', async (op) => {
  const inputs = [float32([2], [1, 2]), float32([2], [1, 2])];
  expect(await gradientAt(op, inputs)).toEqual([
    [0.5, 0.5],
    [0.5, 0.5],
  ]);
});

test('the exponent gets no gradient from a base that is not positive', async () => {
  expect((await gradientAt('Pow', [float32([3], [0, -2, 1]), float32([3], [2, 2, 5])]))[1]).toEqual([0, 0, 0]);
});
