import { expect, test } from 'vitest';
import { float } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([
  [-1, 0.4],
  [0.6, 2],
])('the gradient of ThresholdedRelu holds between %d and %d, its threshold 0.5', async (low, high) => {
  const inputs = [values([2, 3, 4], 1, low, high)];
  expect(await gradientFaults({ op: 'ThresholdedRelu', inputs, attributes: { alpha: float(0.5) } })).toEqual([]);
});
