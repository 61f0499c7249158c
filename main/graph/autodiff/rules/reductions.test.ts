import { expect, test } from 'vitest';
import { float32 } from '../../../domain/tensor.ts';
import { gradientAt } from '../../../../tests/support/gradient-at.ts';

test('the gradient of a norm of zero is zero', async () => {
  expect(await gradientAt('ReduceL2', [float32([2], [0, 0])])).toEqual([[0, 0]]);
});

test('the largest elements share the gradient', async () => {
  expect(await gradientAt('ReduceMax', [float32([4], [0, 2, 2, 0])])).toEqual([[0, 0.5, 0.5, 0]]);
});

test('the smallest elements share the gradient', async () => {
  expect(await gradientAt('ReduceMin', [float32([4], [0, -2, -2, 0])])).toEqual([[0, 0.5, 0.5, 0]]);
});

test('one zero gets the product of the others, and two leave no gradient', async () => {
  expect(await gradientAt('ReduceProd', [float32([3], [2, 0, 3])])).toEqual([[0, 6, 0]]);
  expect(await gradientAt('ReduceProd', [float32([3], [2, 0, 0])])).toEqual([[0, 0, 0]]);
});
