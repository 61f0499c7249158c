import { test } from 'vitest';
import { checkGradient, values } from './check-gradient.ts';

test('the gradient of Tanh holds on both sides of zero', async () => {
  await checkGradient({ op: 'Tanh', inputs: [values([2, 3, 4], 1, -2, 2)] });
});
