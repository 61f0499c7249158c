import { expect, test } from 'vitest';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([false, true])('the gradient of GlobalAveragePool holds, open batch %s', async (openBatch) => {
  expect(await gradientFaults({ op: 'GlobalAveragePool', inputs: [values([2, 3, 4, 5], 1)], openBatch })).toEqual([]);
});
