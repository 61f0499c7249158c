import { expect, test } from 'vitest';
import { int64 } from '../../../domain/tensor.ts';
import { int } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([
  [int64([2, 2, 3], [0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 1, 0]), 0],
  [int64([2, 2, 3], [0, 1, -1, 3, 0, 2, 1, 1, 1, 0, 3, 2]), 1],
  [int64([2, 4, 1], [0, 1, -1, 2, 2, 0, 1, 1]), -1],
])('the gradient of GatherElements holds for indices %# along axis %d', async (indices, axis) => {
  const inputs = [values([2, 4, 3], 1), indices];
  expect(await gradientFaults({ op: 'GatherElements', inputs, attributes: { axis: int(axis) } })).toEqual([]);
});
