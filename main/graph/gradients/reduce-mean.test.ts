import { expect, test } from 'vitest';
import { int, ints } from '../builder.ts';
import { gradientFaults, values } from './check-gradient.test-support.ts';

test.each([[[0]], [[1, 2]], [[-1]]])('the gradient of ReduceMean over axes %j holds, kept or dropped', async (axes) => {
  const inputs = [values([2, 3, 4], 1)];
  expect(
    await gradientFaults({ op: 'ReduceMean', inputs, attributes: { axes: ints(axes), keepdims: int(1) } }),
  ).toEqual([]);
  expect(
    await gradientFaults({ op: 'ReduceMean', inputs, attributes: { axes: ints(axes), keepdims: int(0) } }),
  ).toEqual([]);
});

test('the gradient of ReduceMean divides by the size of a batch that is known when it runs', async () => {
  const attributes = { axes: ints([0, 2]) };
  expect(
    await gradientFaults({ op: 'ReduceMean', inputs: [values([2, 3, 4], 1)], attributes, openBatch: true }),
  ).toEqual([]);
});
