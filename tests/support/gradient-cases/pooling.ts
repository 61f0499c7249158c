import { loweringFor } from '../../../main/graph/convolutions/convolution-lowering.ts';
import { int, ints, string } from '../../../main/graph/ir/builder.ts';
import type { Attribute } from '../../../main/graph/ir/graph.ts';
import { distinct, values } from '../check-gradient.ts';
import type { GradientCases } from './gradient-cases.ts';

type Attributes = Readonly<Record<string, Attribute>>;

const averageWindows: readonly Attributes[] = [
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

const maxWindows: readonly Attributes[] = [
  { kernel_shape: ints([2, 2]), strides: ints([2, 2]) },
  { kernel_shape: ints([2, 2]), strides: ints([3, 2]), pads: ints([1, 0, 0, 1]) },
  { kernel_shape: ints([3, 3]), strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) },
  { kernel_shape: ints([2, 3]), strides: ints([1, 1]), dilations: ints([2, 1]) },
  { kernel_shape: ints([3, 3]), strides: ints([2, 2]), auto_pad: string('SAME_LOWER') },
  { kernel_shape: ints([3, 2]), strides: ints([2, 2]), auto_pad: string('SAME_UPPER') },
  { kernel_shape: ints([3, 3]), strides: ints([2, 2]), ceil_mode: int(1) },
  { kernel_shape: ints([2, 2]), strides: ints([2, 2]), ceil_mode: int(1) },
  { kernel_shape: ints([2, 2]), strides: ints([3, 3]), dilations: ints([2, 2]), ceil_mode: int(1) },
  { kernel_shape: ints([3, 3]), strides: ints([2, 2]), pads: ints([1, 1, 1, 1]), ceil_mode: int(1) },
];

const averageOf = (dims: readonly number[], attributes: Attributes) => ({
  name: `for [${dims.join()}], ${describe(attributes)}`,
  inputs: [values(dims, 1)],
  attributes,
  openBatch: true,
});

/** By the indices of the forward node (CPU), and by comparison (WebGPU). */
const maxOf = (dims: readonly number[], attributes: Attributes) =>
  (['cpu', 'webgpu'] as const).map((provider) => ({
    name: `as the ${provider} provider takes it for [${dims.join()}], ${describe(attributes)}`,
    inputs: [distinct(dims, 1)],
    attributes,
    openBatch: true,
    lowering: loweringFor(provider),
  }));

const describe = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, attribute]) => `${name} ${String(attribute.kind === 'tensor' ? '' : attribute.value)}`)
    .join(', ');

export const poolingCases: GradientCases = {
  AveragePool: [
    ...averageWindows.map((attributes) => averageOf([2, 3, 7, 6], attributes)),
    averageOf([2, 3, 9], { kernel_shape: ints([3]), strides: ints([2]), pads: ints([1, 1]) }),
    averageOf([2, 3, 4, 5, 4], { kernel_shape: ints([2, 2, 2]), strides: ints([2, 1, 2]) }),
  ],
  GlobalAveragePool: [false, true].map((openBatch) => ({
    name: openBatch ? 'with an open batch' : 'for a known batch',
    inputs: [values([2, 3, 4, 5], 1)],
    openBatch,
  })),
  GlobalMaxPool: [
    [2, 3, 4, 5],
    [2, 3, 7],
  ].flatMap((dims) =>
    [false, true].map((openBatch) => ({
      name: `for the maxima of [${dims.join()}]${openBatch ? ', with an open batch' : ''}`,
      inputs: [distinct(dims, 1)],
      openBatch,
    })),
  ),
  MaxPool: [
    ...maxWindows.flatMap((attributes) => maxOf([2, 3, 7, 6], attributes)),
    ...maxOf([2, 3, 9], { kernel_shape: ints([3]), strides: ints([2]), pads: ints([1, 1]) }),
    ...maxOf([2, 3, 8], { kernel_shape: ints([2]), strides: ints([2]) }),
    ...maxOf([2, 2, 4, 5, 4], { kernel_shape: ints([3, 2, 2]), strides: ints([1, 2, 2]) }),
  ],
};
