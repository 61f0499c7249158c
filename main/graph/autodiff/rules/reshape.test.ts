import { expect, test } from 'vitest';
import { int64 } from '../../../domain/tensor.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([[[4, 6]], [[2, -1]], [[0, 12]]])('the gradient of Reshape to %j holds', async (dims) => {
  expect(await gradientFaults({ op: 'Reshape', inputs: [values([2, 3, 4], 1), int64([dims.length], dims)] })).toEqual(
    [],
  );
});

test('the gradient of Reshape holds with an open batch', async () => {
  expect(
    await gradientFaults({ op: 'Reshape', inputs: [values([2, 3, 4], 1), int64([2], [-1, 12])], openBatch: true }),
  ).toEqual([]);
});
