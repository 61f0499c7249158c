import { expect, test } from 'vitest';
import { int } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([0, 1, -1])('the gradient of Concat along axis %d reaches every part', async (axis) => {
  const sizes = (part: number): number[] => [2, 3, 4].map((size, at) => (at === (axis + 3) % 3 ? size + part : size));
  const inputs = [values(sizes(0), 1), values(sizes(1), 2), values(sizes(2), 3)];
  expect(await gradientFaults({ op: 'Concat', inputs, attributes: { axis: int(axis) } })).toEqual([]);
});

test('the gradient of Concat holds along an axis of unknown size', async () => {
  const inputs = [values([2, 3], 1), values([1, 3], 2), values([3, 3], 3)];
  expect(await gradientFaults({ op: 'Concat', inputs, attributes: { axis: int(0) }, openBatch: true })).toEqual([]);
});
