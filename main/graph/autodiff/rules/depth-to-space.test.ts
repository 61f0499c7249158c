import { expect, test } from 'vitest';
import { int, string } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each(['DCR', 'CRD'])('the gradient of DepthToSpace in mode %s holds', async (mode) => {
  const attributes = { blocksize: int(2), mode: string(mode) };
  expect(
    await gradientFaults({ op: 'DepthToSpace', inputs: [values([2, 12, 3, 2], 1)], attributes, openBatch: true }),
  ).toEqual([]);
});
