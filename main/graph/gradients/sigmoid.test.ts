import { test } from 'vitest';
import { checkGradient, values } from './check-gradient.ts';

test('the gradient of Sigmoid holds on both sides of zero', async () => {
  await checkGradient({ op: 'Sigmoid', inputs: [values([2, 3, 4], 1, -3, 3)] });
});
