import { test } from 'vitest';
import { checkGradient, values } from './check-gradient.ts';

test('the gradient of Log holds for positive numbers', async () => {
  await checkGradient({ op: 'Log', inputs: [values([2, 3, 4], 1, 0.5, 2)] });
});
