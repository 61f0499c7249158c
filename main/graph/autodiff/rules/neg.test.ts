import { expect, test } from 'vitest';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test('the gradient of Neg holds on both sides of zero', async () => {
  expect(await gradientFaults({ op: 'Neg', inputs: [values([2, 3, 4], 1)] })).toEqual([]);
});
