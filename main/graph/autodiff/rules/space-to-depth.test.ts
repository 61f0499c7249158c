import { expect, test } from 'vitest';
import { int } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test('the gradient of SpaceToDepth holds', async () => {
  const attributes = { blocksize: int(2) };
  expect(
    await gradientFaults({ op: 'SpaceToDepth', inputs: [values([2, 3, 4, 6], 1)], attributes, openBatch: true }),
  ).toEqual([]);
});
