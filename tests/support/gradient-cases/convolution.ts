import { int, ints, string } from '../../../main/graph/ir/builder.ts';
import type { Attribute } from '../../../main/graph/ir/graph.ts';
import { values } from '../check-gradient.ts';
import type { GradientCases } from './gradient-cases.ts';

type Shapes = readonly [
  name: string,
  x: readonly number[],
  weights: readonly [number, number, ...number[]],
  attributes: Readonly<Record<string, Attribute>>,
];

const convolutions: readonly Shapes[] = [
  ['3×3, padded, few channels', [2, 3, 8, 7], [4, 3, 3, 3], { pads: ints([1, 1, 1, 1]) }],
  ['3×3 on a large map', [2, 3, 25, 24], [3, 3, 3, 3], { pads: ints([1, 1, 1, 1]) }],
  ['3×3 on a large map, one channel', [2, 1, 25, 24], [4, 1, 3, 3], { pads: ints([1, 1, 1, 1]) }],
  ['3×3, uneven pads', [2, 3, 8, 7], [4, 3, 3, 3], { pads: ints([2, 0, 1, 2]) }],
  ['3×3, stride 2, large map', [1, 16, 49, 47], [2, 16, 3, 3], { pads: ints([1, 1, 1, 1]), strides: ints([2, 2]) }],
  ['3×3, stride 2, many channels', [2, 16, 6, 6], [3, 16, 3, 3], { pads: ints([1, 1, 1, 1]), strides: ints([2, 2]) }],
  ['3×3×3', [2, 3, 4, 5, 4], [3, 3, 3, 3, 3], { pads: ints([1, 1, 1, 1, 1, 1]) }],
  ['3×3, stride 2', [2, 3, 8, 7], [4, 3, 3, 3], { pads: ints([1, 1, 1, 1]), strides: ints([2, 2]) }],
  [
    '5×3, stride 3 and 2, uneven pads',
    [2, 3, 11, 10],
    [4, 3, 5, 3],
    { pads: ints([2, 0, 1, 1]), strides: ints([3, 2]) },
  ],
  ['dilated', [2, 3, 9, 9], [4, 3, 3, 3], { pads: ints([2, 2, 2, 2]), dilations: ints([2, 2]) }],
  ['grouped', [2, 4, 6, 6], [6, 2, 3, 3], { pads: ints([1, 1, 1, 1]), group: int(2) }],
  [
    'depthwise, stride 2',
    [2, 4, 6, 6],
    [4, 1, 3, 3],
    { pads: ints([1, 1, 1, 1]), group: int(4), strides: ints([2, 2]) },
  ],
  ['depthwise', [2, 4, 7, 6], [4, 1, 3, 3], { pads: ints([1, 1, 1, 1]), group: int(4) }],
  ['depthwise, large map', [1, 2, 12, 11], [2, 1, 3, 3], { pads: ints([1, 1, 1, 1]), group: int(2) }],
  ['depthwise, 7×7, uneven pads', [2, 3, 9, 8], [3, 1, 7, 7], { pads: ints([3, 2, 1, 3]), group: int(3) }],
  ['depthwise, dilated', [2, 3, 9, 8], [3, 1, 3, 3], { dilations: ints([2, 3]), group: int(3) }],
  [
    'depthwise, stride 2, dilated',
    [2, 3, 9, 8],
    [3, 1, 3, 2],
    { dilations: ints([2, 1]), strides: ints([2, 3]), pads: ints([1, 1, 0, 1]), group: int(3) },
  ],
  ['depthwise, stride 2, pixels left over', [1, 2, 8, 8], [2, 1, 3, 3], { strides: ints([2, 2]), group: int(2) }],
  ['depthwise, two outputs a channel', [2, 3, 6, 5], [6, 1, 3, 3], { pads: ints([1, 1, 1, 1]), group: int(3) }],
  [
    'depthwise, auto_pad',
    [2, 3, 7, 6],
    [3, 1, 5, 3],
    { auto_pad: string('SAME_LOWER'), strides: ints([2, 2]), group: int(3) },
  ],
  ['depthwise, one axis', [2, 3, 9], [3, 1, 4], { pads: ints([1, 2]), group: int(3) }],
  ['depthwise, one axis, stride 2', [2, 3, 9], [3, 1, 3], { strides: ints([2]), group: int(3) }],
  ['depthwise, 3×3×3', [1, 2, 4, 5, 4], [2, 1, 3, 3, 3], { pads: ints([1, 1, 1, 1, 1, 1]), group: int(2) }],
  [
    'grouped, stride 2, dilated, uneven pads',
    [2, 4, 9, 8],
    [6, 2, 3, 3],
    { group: int(2), strides: ints([2, 2]), dilations: ints([2, 1]), pads: ints([2, 0, 1, 1]) },
  ],
  ['auto_pad, lower', [2, 3, 8, 7], [4, 3, 3, 2], { auto_pad: string('SAME_LOWER'), strides: ints([2, 3]) }],
  ['auto_pad, valid', [2, 3, 8, 7], [4, 3, 3, 3], { auto_pad: string('VALID') }],
  [
    'one axis, stride 2, dilated',
    [2, 3, 11],
    [4, 3, 3],
    { strides: ints([2]), dilations: ints([2]), pads: ints([2, 1]) },
  ],
  ['1×1', [2, 3, 5, 5], [4, 3, 1, 1], {}],
  ['1×1, stride 2', [2, 3, 5, 6], [4, 3, 1, 1], { strides: ints([2, 2]) }],
  ['padded beyond the kernel', [1, 2, 4, 4], [2, 2, 2, 2], { pads: ints([2, 2, 2, 2]) }],
  ['auto_pad', [2, 3, 8, 7], [4, 3, 3, 3], { auto_pad: string('SAME_UPPER'), strides: ints([2, 2]) }],
  ['one axis', [2, 3, 9], [4, 3, 3], { pads: ints([1, 1]) }],
];

const transposed: readonly Shapes[] = [
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

const groupOf = ({ group }: Shapes[3]): number => (group?.kind === 'int' ? group.value : 1);

export const convolutionCases: GradientCases = {
  Conv: [
    ...convolutions.map(([name, x, weights, attributes]) => ({
      name: `for ${name}`,
      inputs: [values(x, 1), values(weights, 2), values([weights[0]], 3)],
      attributes,
      openBatch: true,
    })),
    { name: 'without a bias', inputs: [values([1, 2, 5, 5], 1), values([3, 2, 3, 3], 2)] },
  ],
  ConvTranspose: transposed.map(([name, x, weights, attributes]) => ({
    name: `for ${name}`,
    inputs: [values(x, 1), values(weights, 2), values([weights[1] * groupOf(attributes)], 3)],
    attributes,
    openBatch: true,
  })),
};
