import { expect, test } from 'vitest';
import type { Tensor } from '../../../domain/tensor.ts';
import { int64 } from '../../../domain/tensor.ts';
import { int } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each<[string, Tensor, number]>([
  ['one element of the first axis', int64([], [1]), 0],
  ['one element counted from the end of the last', int64([], [-1]), -1],
  ['one element in a list', int64([1], [2]), 1],
  ['a run', int64([2], [1, 2]), 1],
  ['each element once, in another order', int64([4], [2, 0, 3, 1]), 1],
  ['some elements once', int64([2], [3, 0]), 1],
  ['elements several times, in a table', int64([2, 3], [0, 1, -1, 0, 2, 0]), 1],
  ['an embedding', int64([2, 2], [1, 0, 1, 1]), 0],
])('the gradient of Gather holds for %s', async (_name, indices, axis) => {
  const attributes = { axis: int(axis) };
  expect(await gradientFaults({ op: 'Gather', inputs: [values([2, 4, 3], 1), indices], attributes })).toEqual([]);
});

test.each([0, 1])('the gradient of Gather along axis %d holds with an open batch', async (axis) => {
  const inputs = [values([3, 4, 2], 1), int64([], [1])];
  expect(await gradientFaults({ op: 'Gather', inputs, attributes: { axis: int(axis) }, openBatch: true })).toEqual([]);
});
