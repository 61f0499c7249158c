import { expect, test } from 'vitest';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test('the gradient of Sqrt holds for positive numbers', async () => {
  expect(await gradientFaults({ op: 'Sqrt', inputs: [values([2, 3, 4], 1, 0.5, 2)] })).toEqual([]);
});
