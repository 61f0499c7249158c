import { expect, test } from 'vitest';
import { int64 } from '../../../domain/tensor.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([
  ['rows', int64([3, 1], [1, 0, 1])],
  ['rows of tables', int64([2, 2], [1, 0, 0, -1])],
  ['single elements, one of them twice', int64([2, 2, 3], [1, 0, 2, 0, 3, 1, 1, 0, 2, 0, 0, 0])],
])('the gradient of GatherND holds for %s', async (_name, indices) => {
  expect(await gradientFaults({ op: 'GatherND', inputs: [values([2, 4, 3], 1), indices] })).toEqual([]);
});
