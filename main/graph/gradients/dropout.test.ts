import { test } from 'vitest';
import { scalar } from '../../domain/tensor.ts';
import { checkGradient, values } from './check-gradient.ts';

test('the gradient of Dropout in inference is that of the identity', async () => {
  await checkGradient({ op: 'Dropout', inputs: [values([2, 5], 1), scalar(0.5)], withRespectTo: [0] });
});
