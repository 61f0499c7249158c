import { expect, test } from 'vitest';
import { float32, int64 } from '../../../domain/tensor.ts';
import { int } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';
import { gradientAt } from '../../../../tests/support/gradient-at.ts';

test.each([[[0]], [[1, 2]], [[-1]]])('the gradient of ReduceL2 over axes %j holds, kept or dropped', async (axes) => {
  const inputs = [values([2, 3, 4], 1), int64([axes.length], axes)];
  for (const keepdims of [int(0), int(1)]) {
    expect(await gradientFaults({ op: 'ReduceL2', inputs, attributes: { keepdims } })).toEqual([]);
    expect(await gradientFaults({ op: 'ReduceL2', inputs, attributes: { keepdims }, openBatch: true })).toEqual([]);
  }
});

test('the gradient of a norm of zero is zero', async () => {
  expect(await gradientAt('ReduceL2', [float32([2], [0, 0])])).toEqual([[0, 0]]);
});
