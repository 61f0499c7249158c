import { expect, test } from 'vitest';
import { int64 } from '../../../domain/tensor.ts';
import { int } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([
  [0, 0],
  [1, 1],
  [1, -1],
])('the gradient of Trilu with upper = %d and diagonal %d holds', async (upper, diagonal) => {
  const inputs = [values([2, 3, 4], 1), int64([], [diagonal])];
  expect(await gradientFaults({ op: 'Trilu', inputs, attributes: { upper: int(upper) } })).toEqual([]);
});
