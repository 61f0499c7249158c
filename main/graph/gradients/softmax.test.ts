import { test } from 'vitest';
import { int } from '../builder.ts';
import { checkGradient, values } from './check-gradient.ts';

test.each([-1, 0, 1])('the gradient of Softmax along axis %d holds', async (axis) => {
  await checkGradient({ op: 'Softmax', inputs: [values([3, 4, 2], 1, -2, 2)], attributes: { axis: int(axis) } });
});
