import { expect, test } from 'vitest';
import { gradientFaults, values } from './check-gradient.test-support.ts';

test.each([
  [
    [2, 3],
    [2, 3],
    [2, 3],
  ],
  [[2, 3, 4], [4], [3, 1]],
  [[1, 4], [2, 3, 1], []],
])('the gradient of Mean holds for shapes %j, %j and %j', async (...shapes) => {
  const inputs = shapes.map((dims, index) => values(dims, index));
  expect(await gradientFaults({ op: 'Mean', inputs })).toEqual([]);
});
