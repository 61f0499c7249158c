import { expect, test } from 'vitest';
import { float } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test('the gradient of BatchNormalization holds for image, scale and bias, with its own epsilon', async () => {
  const inputs = [values([2, 3, 4, 4], 1), values([3], 2), values([3], 3), values([3], 4), values([3], 5, 0.5, 2)];
  const attributes = { epsilon: float(0.1) };
  expect(await gradientFaults({ op: 'BatchNormalization', inputs, attributes, withRespectTo: [0, 1, 2] })).toEqual([]);
});
