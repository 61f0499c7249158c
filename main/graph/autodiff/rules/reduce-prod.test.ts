import { expect, test } from 'vitest';
import { float32, int64 } from '../../../domain/tensor.ts';
import { int } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';
import { gradientAt } from '../../../../tests/support/gradient-at.ts';

test.each([[[0]], [[1, 2]], [[-1]]])('the gradient of ReduceProd over axes %j holds, kept or dropped', async (axes) => {
  const inputs = [values([2, 3, 4], 1, 0.5, 1.5), int64([axes.length], axes)];
  for (const keepdims of [int(0), int(1)]) {
    expect(await gradientFaults({ op: 'ReduceProd', inputs, attributes: { keepdims } })).toEqual([]);
    expect(await gradientFaults({ op: 'ReduceProd', inputs, attributes: { keepdims }, openBatch: true })).toEqual([]);
  }
});

test('one zero gets the product of the others, and two leave no gradient', async () => {
  expect(await gradientAt('ReduceProd', [float32([3], [2, 0, 3])])).toEqual([[0, 6, 0]]);
  expect(await gradientAt('ReduceProd', [float32([3], [2, 0, 0])])).toEqual([[0, 0, 0]]);
});
