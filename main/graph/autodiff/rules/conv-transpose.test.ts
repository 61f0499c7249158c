import { expect, test } from 'vitest';
import { int, ints, string } from '../../ir/builder.ts';
import type { Attribute } from '../../ir/graph.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

const shapes: [name: string, x: number[], weights: number[], attributes: Record<string, Attribute>][] = [
  ['2×2, stride 2', [2, 3, 4, 5], [3, 4, 2, 2], { strides: ints([2, 2]) }],
  ['3×3, padded', [2, 3, 5, 4], [3, 4, 3, 3], { pads: ints([1, 1, 1, 1]) }],
  [
    'stride 2, uneven pads, output padding',
    [2, 3, 4, 5],
    [3, 4, 3, 3],
    { strides: ints([2, 2]), pads: ints([1, 0, 1, 2]), output_padding: ints([1, 0]) },
  ],
  ['stride 3 and 2, dilated', [2, 3, 4, 3], [3, 2, 3, 2], { strides: ints([3, 2]), dilations: ints([2, 3]) }],
  ['grouped', [2, 4, 4, 4], [4, 3, 3, 3], { group: int(2), pads: ints([1, 1, 1, 1]) }],
  ['depthwise, stride 2', [2, 4, 4, 4], [4, 1, 3, 3], { group: int(4), strides: ints([2, 2]) }],
  ['output shape', [2, 3, 4, 4], [3, 2, 3, 3], { strides: ints([2, 2]), output_shape: ints([8, 8]) }],
  ['auto_pad', [2, 3, 4, 4], [3, 2, 3, 3], { strides: ints([2, 2]), auto_pad: string('SAME_UPPER') }],
  ['auto_pad, lower', [2, 3, 4, 4], [3, 2, 3, 3], { strides: ints([2, 2]), auto_pad: string('SAME_LOWER') }],
  ['auto_pad, valid', [2, 3, 4, 4], [3, 2, 3, 3], { strides: ints([2, 2]), auto_pad: string('VALID') }],
  ['one axis', [2, 3, 6], [3, 2, 4], { strides: ints([2]), pads: ints([1, 1]) }],
];

test.each(shapes)('the gradient of ConvTranspose holds: %s', async (_name, x, weights, attributes) => {
  const group = attributes.group?.kind === 'int' ? attributes.group.value : 1;
  const inputs = [values(x, 1), values(weights, 2), values([weights[1] * group], 3)];
  expect(await gradientFaults({ op: 'ConvTranspose', inputs, attributes, openBatch: true })).toEqual([]);
});
