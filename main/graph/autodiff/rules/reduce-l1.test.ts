import { expect, test } from 'vitest';
import { int64 } from '../../../domain/tensor.ts';
import { int } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([[[0]], [[1, 2]], [[-1]]])('the gradient of ReduceL1 over axes %j holds, kept or dropped', async (axes) => {
  const inputs = [values([2, 3, 4], 1), int64([axes.length], axes)];
  for (const keepdims of [int(0), int(1)]) {
    expect(await gradientFaults({ op: 'ReduceL1', inputs, attributes: { keepdims } })).toEqual([]);
    expect(await gradientFaults({ op: 'ReduceL1', inputs, attributes: { keepdims }, openBatch: true })).toEqual([]);
  }
});
