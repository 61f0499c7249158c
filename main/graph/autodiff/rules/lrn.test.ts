import { expect, test } from 'vitest';
import { float, int } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([1, 3, 5])('the gradient of LRN holds for %i channels at once', async (size) => {
  const attributes = { size: int(size), alpha: float(0.7), beta: float(0.6), bias: float(1.5) };
  const inputs = [values([2, 6, 2, 3], 1, -2, 2)];
  expect(await gradientFaults({ op: 'LRN', inputs, attributes })).toEqual([]);
  expect(await gradientFaults({ op: 'LRN', inputs, attributes, openBatch: true })).toEqual([]);
});
