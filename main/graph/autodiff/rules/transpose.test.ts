import { expect, test } from 'vitest';
import { ints } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test('the gradient of Transpose holds for an order that is not its own inverse', async () => {
  expect(
    await gradientFaults({ op: 'Transpose', inputs: [values([2, 3, 4], 1)], attributes: { perm: ints([2, 0, 1]) } }),
  ).toEqual([]);
});

test('the gradient of Transpose holds without an order, which reverses the axes', async () => {
  expect(await gradientFaults({ op: 'Transpose', inputs: [values([2, 3, 4], 1)] })).toEqual([]);
});
