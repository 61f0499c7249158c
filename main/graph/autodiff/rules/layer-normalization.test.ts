import { expect, test } from 'vitest';
import { float, int } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([
  [-1, [5]],
  [1, [3, 5]],
  [2, [5]],
])('the gradient of LayerNormalization from axis %d on holds for image, scale and bias', async (axis, dims) => {
  const inputs = [values([2, 3, 5], 1, -2, 2), values(dims, 2), values(dims, 3)];
  const attributes = { axis: int(axis), epsilon: float(0.01) };
  expect(await gradientFaults({ op: 'LayerNormalization', inputs, attributes })).toEqual([]);
  expect(await gradientFaults({ op: 'LayerNormalization', inputs, attributes, openBatch: true })).toEqual([]);
});

test('the gradient of LayerNormalization holds without a bias', async () => {
  const inputs = [values([2, 3, 5], 1, -2, 2), values([5], 2)];
  expect(await gradientFaults({ op: 'LayerNormalization', inputs })).toEqual([]);
});
