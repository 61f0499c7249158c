import { expect, test } from 'vitest';
import { int64 } from '../../../domain/tensor.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

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

test.each([
  [[0], [7], [1], [2]],
  [[1], [6], [1], [3]],
  [[-1], [-100], [1], [-1]],
  [[5], [0], [1], [-2]],
  [
    [-1, 1],
    [-100, 3],
    [1, 2],
    [-3, 2],
  ],
])('the gradient of Slice from %j to %j along %j by steps of %j holds', async (starts, ends, axes, steps) => {
  const cuts = [starts, ends, axes, steps].map((numbers) => int64([numbers.length], numbers));
  expect(await gradientFaults({ op: 'Slice', inputs: [values([2, 7, 4], 1), ...cuts], openBatch: true })).toEqual([]);
});

test.each([
  [[1], [2], [0]],
  [
    [-2, 1],
    [100, 2],
    [0, 1],
  ],
])('the gradient of Slice from %j to %j along %j of an open batch holds', async (starts, ends, axes) => {
  const cuts = [starts, ends, axes].map((numbers) => int64([numbers.length], numbers));
  expect(await gradientFaults({ op: 'Slice', inputs: [values([4, 3], 1), ...cuts], openBatch: true })).toEqual([]);
});
