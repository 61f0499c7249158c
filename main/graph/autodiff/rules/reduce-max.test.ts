import { expect, test } from 'vitest';
import { float32, int64 } from '../../../domain/tensor.ts';
import { int } from '../../ir/builder.ts';
import { distinct, gradientFaults } from '../../../../tests/support/check-gradient.ts';
import { gradientAt } from '../../../../tests/support/gradient-at.ts';

test.each([[[0]], [[1, 2]], [[-1]]])('the gradient of ReduceMax over axes %j holds, kept or dropped', async (axes) => {
  const inputs = [distinct([2, 3, 4], 1), int64([axes.length], axes)];
  for (const keepdims of [int(0), int(1)]) {
    expect(await gradientFaults({ op: 'ReduceMax', inputs, attributes: { keepdims } })).toEqual([]);
    expect(await gradientFaults({ op: 'ReduceMax', inputs, attributes: { keepdims }, openBatch: true })).toEqual([]);
  }
});

test('the largest elements share the gradient', async () => {
  expect(await gradientAt('ReduceMax', [float32([4], [0, 2, 2, 0])])).toEqual([[0, 0.5, 0.5, 0]]);
});
