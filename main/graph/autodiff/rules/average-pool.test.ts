import { expect, test } from 'vitest';
import { int, ints, string } from '../../ir/builder.ts';
import type { Attribute } from '../../ir/graph.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

const windows: Record<string, Attribute>[] = [
  { kernel_shape: ints([2, 2]), strides: ints([2, 2]) },
  { kernel_shape: ints([3, 3]), strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) },
  { kernel_shape: ints([3, 2]), strides: ints([1, 2]), pads: ints([1, 0, 1, 1]), count_include_pad: int(1) },
  { kernel_shape: ints([3, 3]), strides: ints([2, 2]), auto_pad: string('SAME_UPPER') },
  { kernel_shape: ints([3, 3]), strides: ints([2, 2]), auto_pad: string('SAME_LOWER'), count_include_pad: int(1) },
  { kernel_shape: ints([2, 3]), strides: ints([1, 1]), dilations: ints([2, 1]) },
  { kernel_shape: ints([2, 2]), strides: ints([2, 2]), ceil_mode: int(1) },
  { kernel_shape: ints([3, 3]), strides: ints([2, 2]), ceil_mode: int(1), pads: ints([1, 1, 1, 1]) },
  {
    kernel_shape: ints([3, 3]),
    strides: ints([3, 2]),
    ceil_mode: int(1),
    pads: ints([0, 1, 0, 1]),
    count_include_pad: int(1),
  },
];

test.each(windows)('the gradient of AveragePool holds for %j', async (attributes) => {
  expect(
    await gradientFaults({ op: 'AveragePool', inputs: [values([2, 3, 7, 6], 1)], attributes, openBatch: true }),
  ).toEqual([]);
});

test.each<[number[], Record<string, Attribute>]>([
  [[2, 3, 9], { kernel_shape: ints([3]), strides: ints([2]), pads: ints([1, 1]) }],
  [[2, 3, 4, 5, 4], { kernel_shape: ints([2, 2, 2]), strides: ints([2, 1, 2]) }],
])('the gradient of AveragePool holds for maps of other ranks: %j', async (dims, attributes) => {
  const inputs = [values(dims, 1)];
  expect(await gradientFaults({ op: 'AveragePool', inputs, attributes, openBatch: true })).toEqual([]);
});
