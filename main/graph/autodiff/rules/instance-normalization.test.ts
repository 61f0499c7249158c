import { expect, test } from 'vitest';
import { float } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([[[2, 3, 5]], [[2, 3, 4, 3]]])('the gradient of InstanceNormalization holds for %j', async (dims) => {
  const inputs = [values(dims, 1, -2, 2), values([3], 2), values([3], 3)];
  const attributes = { epsilon: float(0.01) };
  expect(await gradientFaults({ op: 'InstanceNormalization', inputs, attributes })).toEqual([]);
  expect(await gradientFaults({ op: 'InstanceNormalization', inputs, attributes, openBatch: true })).toEqual([]);
});
