import { expect, test } from 'vitest';
import { int64 } from '../../../domain/tensor.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([
  ['rows', int64([2, 1], [2, 0]), [2, 3]],
  ['single elements', int64([2, 2, 2], [1, 0, 0, 2, 3, 1, 2, 2]), [2, 2]],
])('the gradient of ScatterND holds for %s', async (_name, places, dims) => {
  const inputs = [values([4, 3], 1), places, values(dims, 2)];
  expect(await gradientFaults({ op: 'ScatterND', inputs })).toEqual([]);
});
