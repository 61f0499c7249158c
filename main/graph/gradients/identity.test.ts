import { test } from 'vitest';
import { checkGradient, values } from './check-gradient.ts';

test('the gradient of Identity holds on both sides of zero', async () => {
  await checkGradient({ op: 'Identity', inputs: [values([2, 3, 4], 1)] });
});
