import { expect, test } from 'vitest';
import { int64 } from '../../../domain/tensor.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([[[1]], [[1, 3]], [[-1]]])('the gradient of Squeeze at axes %j holds', async (axes) => {
  expect(
    await gradientFaults({ op: 'Squeeze', inputs: [values([2, 1, 3, 1], 1), int64([axes.length], axes)] }),
  ).toEqual([]);
});
