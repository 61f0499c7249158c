import { expect, test } from 'vitest';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test('the gradient of Log holds for positive numbers', async () => {
  expect(await gradientFaults({ op: 'Log', inputs: [values([2, 3, 4], 1, 0.5, 2)] })).toEqual([]);
});
