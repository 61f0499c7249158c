import { expect, test } from 'vitest';
import { int64 } from '../../../domain/tensor.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([
  [
    [2, 3],
    [1, 2],
  ],
  [
    [2, 1, 3],
    [3, 4, 2],
  ],
  [[1], [5]],
])('the gradient of Tile of %j by %j holds', async (dims, repeats) => {
  const inputs = [values(dims, 1), int64([repeats.length], repeats)];
  expect(await gradientFaults({ op: 'Tile', inputs })).toEqual([]);
});

test('the gradient of Tile holds with an open batch', async () => {
  expect(
    await gradientFaults({ op: 'Tile', inputs: [values([3, 2], 1), int64([2], [2, 3])], openBatch: true }),
  ).toEqual([]);
});
