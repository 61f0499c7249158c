import { expect, test } from 'vitest';
import { scalar } from '../../domain/tensor.ts';
import { gradientFaults, values } from './check-gradient.test-support.ts';

test.each([2, 3, 0.5, -1])('the gradient of Pow holds for the exponent %d', async (exponent) => {
  expect(
    await gradientFaults({ op: 'Pow', inputs: [values([2, 5], 1, 0.5, 2), scalar(exponent)], withRespectTo: [0] }),
  ).toEqual([]);
});
