import { expect, test } from 'vitest';
import { float32, int64 } from '../../../domain/tensor.ts';
import { string } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([[[0, 0, 1, 2, 0, 0, 0, 3]], [[0, 1, 0, 0, 0, 0, 0, 0]], [[0, 0, -1, 2, 0, 1, 0, -2]]])(
  'the gradient of Pad by %j holds',
  async (pads) => {
    const inputs = [values([2, 3, 4, 4], 1), int64([8], pads)];
    expect(await gradientFaults({ op: 'Pad', inputs, openBatch: true })).toEqual([]);
  },
);

test.each(['constant', 'edge', 'reflect', 'wrap'])('the gradient of Pad in mode %s holds', async (mode) => {
  const inputs = [values([2, 3, 4, 5], 1), int64([8], [0, 0, 1, 2, 0, 0, 3, 0])];
  const attributes = { mode: string(mode) };
  expect(await gradientFaults({ op: 'Pad', inputs, attributes, openBatch: true })).toEqual([]);
});

test.each(['constant', 'reflect'])('the gradient of Pad along named axes holds in mode %s', async (mode) => {
  const axes = int64([2], [-1, 1]);
  const inputs = [values([2, 3, 4], 1), int64([4], [1, 2, 2, 0]), float32([], [0]), axes];
  const attributes = { mode: string(mode) };
  expect(await gradientFaults({ op: 'Pad', inputs, attributes, withRespectTo: [0] })).toEqual([]);
});
