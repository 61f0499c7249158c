import { expect, test } from 'vitest';
import { float } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test('the gradient of Elu holds with a limit of its own', async () => {
  expect(
    await gradientFaults({ op: 'Elu', inputs: [values([2, 3, 4], 1, -2, 2)], attributes: { alpha: float(0.7) } }),
  ).toEqual([]);
});
