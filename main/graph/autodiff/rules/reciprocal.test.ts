import { expect, test } from 'vitest';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test('the gradient of Reciprocal holds away from its pole', async () => {
  expect(await gradientFaults({ op: 'Reciprocal', inputs: [values([2, 3, 4], 1, 0.5, 2)] })).toEqual([]);
});
