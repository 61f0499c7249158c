import { expect, test } from 'vitest';
import { int } from '../builder.ts';
import { gradientFaults, values } from './check-gradient.test-support.ts';

test.each([0, 1, -1])('the gradient of Concat along axis %d reaches every part', async (axis) => {
  const sizes = (part: number): number[] => [2, 3, 4].map((size, at) => (at === (axis + 3) % 3 ? size + part : size));
  const inputs = [values(sizes(0), 1), values(sizes(1), 2), values(sizes(2), 3)];
  expect(await gradientFaults({ op: 'Concat', inputs, attributes: { axis: int(axis) } })).toEqual([]);
});
