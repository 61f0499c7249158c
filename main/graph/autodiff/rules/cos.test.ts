import { expect, test } from 'vitest';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test('the gradient of Cos holds over a period', async () => {
  expect(await gradientFaults({ op: 'Cos', inputs: [values([2, 3, 4], 1, -3, 3)] })).toEqual([]);
});
