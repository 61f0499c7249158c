import { expect, test } from 'vitest';
import { string } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each(['none', 'tanh'])('the gradient of Gelu holds for the approximation %s', async (approximate) => {
  const attributes = { approximate: string(approximate) };
  expect(await gradientFaults({ op: 'Gelu', inputs: [values([2, 3, 4], 1, -3, 3)], attributes })).toEqual([]);
});
