import { expect, test } from 'vitest';
import { int64 } from '../../domain/tensor.ts';
import { gradientFaults, values } from './check-gradient.test-support.ts';

test.each([
  [[1], [3], [1]],
  [
    [0, 2],
    [1, 4],
    [0, 2],
  ],
  [[-3], [-1], [-1]],
])('the gradient of Slice from %j to %j along %j holds', async (starts, ends, axes) => {
  const cuts = [starts, ends, axes].map((numbers) => int64([numbers.length], numbers));
  expect(await gradientFaults({ op: 'Slice', inputs: [values([2, 3, 4], 1), ...cuts] })).toEqual([]);
});
