import { expect, test } from 'vitest';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test('the gradient of Erf holds where it is steep and where it is flat', async () => {
  expect(await gradientFaults({ op: 'Erf', inputs: [values([2, 3, 4], 1, -2, 2)] })).toEqual([]);
});
