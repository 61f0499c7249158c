import { expect, test } from 'vitest';
import { float } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test('the gradient of LeakyRelu holds with a slope of its own', async () => {
  expect(
    await gradientFaults({ op: 'LeakyRelu', inputs: [values([2, 3, 4], 1)], attributes: { alpha: float(0.3) } }),
  ).toEqual([]);
});
