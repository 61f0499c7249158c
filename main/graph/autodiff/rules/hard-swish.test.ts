import { expect, test } from 'vitest';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([
  [-5, -3.1],
  [-2.9, 2.9],
  [3.1, 5],
])('the gradient of HardSwish holds between %d and %d', async (low, high) => {
  expect(await gradientFaults({ op: 'HardSwish', inputs: [values([2, 3, 4], 1, low, high)] })).toEqual([]);
});
