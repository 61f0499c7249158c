import { expect, test } from 'vitest';
import { int64 } from '../../../domain/tensor.ts';
import { int } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([[[0]], [[1, 2]], [[-1]]])('the gradient of ReduceMean over axes %j holds, kept or dropped', async (axes) => {
  const inputs = [values([2, 3, 4], 1), int64([axes.length], axes)];
  expect(await gradientFaults({ op: 'ReduceMean', inputs, attributes: { keepdims: int(1) } })).toEqual([]);
  expect(await gradientFaults({ op: 'ReduceMean', inputs, attributes: { keepdims: int(0) } })).toEqual([]);
});

test('the gradient of ReduceMean divides by the size of a batch that is known when it runs', async () => {
  const inputs = [values([2, 3, 4], 1), int64([2], [0, 2])];
  expect(await gradientFaults({ op: 'ReduceMean', inputs, openBatch: true })).toEqual([]);
});
