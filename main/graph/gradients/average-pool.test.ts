import { expect, test } from 'vitest';
import { int, ints, string } from '../builder.ts';
import type { Attribute } from '../graph.ts';
import { gradientFaults, values } from './check-gradient.test-support.ts';

const windows: Record<string, Attribute>[] = [
  { kernel_shape: ints([2, 2]), strides: ints([2, 2]) },
  { kernel_shape: ints([3, 3]), strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) },
  { kernel_shape: ints([3, 2]), strides: ints([1, 2]), pads: ints([1, 0, 1, 1]), count_include_pad: int(1) },
  { kernel_shape: ints([3, 3]), strides: ints([2, 2]), auto_pad: string('SAME_UPPER') },
];

test.each(windows)('the gradient of AveragePool holds for %j', async (attributes) => {
  expect(
    await gradientFaults({ op: 'AveragePool', inputs: [values([2, 3, 7, 6], 1)], attributes, openBatch: true }),
  ).toEqual([]);
});
