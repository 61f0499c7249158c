import { expect, test } from 'vitest';
import { float32 } from '../../../domain/tensor.ts';
import { distinct, gradientFaults } from '../../../../tests/support/check-gradient.ts';
import { gradientAt } from '../../../../tests/support/gradient-at.ts';

test.each([[[2, 3, 4, 5]], [[2, 3, 7]]])('the gradient of GlobalMaxPool reaches the maxima of %j', async (dims) => {
  expect(await gradientFaults({ op: 'GlobalMaxPool', inputs: [distinct(dims, 1)] })).toEqual([]);
  expect(await gradientFaults({ op: 'GlobalMaxPool', inputs: [distinct(dims, 1)], openBatch: true })).toEqual([]);
});

test('of equal maxima the first gets the gradient', async () => {
  const x = float32([1, 1, 2, 2], [0, 5, 5, 5]);
  expect(await gradientAt('GlobalMaxPool', [x])).toEqual([[0, 1, 0, 0]]);
});
