import { expect, test } from 'vitest';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test('the gradient of Abs holds on both sides of its kink', async () => {
  expect(await gradientFaults({ op: 'Abs', inputs: [values([2, 3, 4], 1)] })).toEqual([]);
});
