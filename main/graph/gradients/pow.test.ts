import { test } from 'vitest';
import { scalar } from '../../domain/tensor.ts';
import { checkGradient, values } from './check-gradient.ts';

test.each([2, 3, 0.5, -1])('the gradient of Pow holds for the exponent %d', async (exponent) => {
  await checkGradient({ op: 'Pow', inputs: [values([2, 5], 1, 0.5, 2), scalar(exponent)], withRespectTo: [0] });
});
