import { test } from 'vitest';
import { checkGradient, values } from './check-gradient.ts';

test.each([false, true])('the gradient of GlobalAveragePool holds, open batch %s', async (openBatch) => {
  await checkGradient({ op: 'GlobalAveragePool', inputs: [values([2, 3, 4, 5], 1)], openBatch });
});
