import { test } from 'vitest';
import { int } from '../builder.ts';
import { checkGradient, values } from './check-gradient.ts';

test.each([0, 1, 2, -1])('the gradient of Flatten at axis %d holds', async (axis) => {
  await checkGradient({ op: 'Flatten', inputs: [values([2, 3, 4], 1)], attributes: { axis: int(axis) } });
});
