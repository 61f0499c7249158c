import { test } from 'vitest';
import { checkGradient, values } from './check-gradient.ts';

const shapes = [
  [
    [3, 4],
    [4, 5],
  ],
  [
    [2, 3, 4],
    [2, 4, 5],
  ],
  [
    [2, 3, 4],
    [4, 5],
  ],
  [
    [2, 1, 3, 4],
    [3, 4, 5],
  ],
];

test.each(shapes)('the gradient of MatMul holds for shapes %j and %j', async (a, b) => {
  await checkGradient({ op: 'MatMul', inputs: [values(a, 1), values(b, 2)] });
});
