import { expect, test } from 'vitest';
import { int64 } from '../../domain/tensor.ts';
import { gradientFaults, values } from './check-gradient.test-support.ts';

test.each([[[0, 0, 1, 2, 0, 0, 3, 0]], [[1, 0, 0, 0, 0, 2, 0, 0]]])('the gradient of Pad by %j holds', async (pads) => {
  expect(await gradientFaults({ op: 'Pad', inputs: [values([2, 3, 4, 4], 1), int64([8], pads)] })).toEqual([]);
});
