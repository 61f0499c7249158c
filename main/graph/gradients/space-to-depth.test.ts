import { expect, test } from 'vitest';
import { int } from '../builder.ts';
import { gradientFaults, values } from './check-gradient.test-support.ts';

test('the gradient of SpaceToDepth holds', async () => {
  const attributes = { blocksize: int(2) };
  expect(
    await gradientFaults({ op: 'SpaceToDepth', inputs: [values([2, 3, 4, 6], 1)], attributes, openBatch: true }),
  ).toEqual([]);
});
