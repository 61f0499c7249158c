import { expect, test } from 'vitest';
import { float32 } from '../../../domain/tensor.ts';
import { formulationFor } from '../../convolutions/convolution-lowering.ts';
import { differentiate } from '../differentiate.ts';
import { createBuilder, int, ints, string } from '../../ir/builder.ts';
import type { Attribute } from '../../ir/graph.ts';
import { gradientFaults, distinct, ortTensor, run } from '../../../../tests/support/check-gradient.ts';

const windows: Record<string, Attribute>[] = [
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

/** By the indices of the forward node, and by comparison. */
const providers = ['cpu', 'webgpu'] as const;
const cases = providers.flatMap((provider) => windows.map((attributes) => [provider, attributes] as const));

test.each(cases)('the gradient of MaxPool as the %s provider takes it holds for %j', async (provider, attributes) => {
  const inputs = [distinct([2, 3, 7, 6], 1)];
  const formulation = formulationFor(provider);
  expect(await gradientFaults({ op: 'MaxPool', inputs, attributes, openBatch: true, formulation })).toEqual([]);
});

test.each<[number[], Record<string, Attribute>]>([
  [[2, 3, 9], { kernel_shape: ints([3]), strides: ints([2]), pads: ints([1, 1]) }],
  [[2, 3, 8], { kernel_shape: ints([2]), strides: ints([2]) }],
  [[2, 2, 4, 5, 4], { kernel_shape: ints([3, 2, 2]), strides: ints([1, 2, 2]) }],
])('the gradient of MaxPool holds for maps of other ranks: %j', async (dims, attributes) => {
  for (const provider of providers) {
    const formulation = formulationFor(provider);
    const inputs = [distinct(dims, 1)];
    expect(await gradientFaults({ op: 'MaxPool', inputs, attributes, openBatch: true, formulation })).toEqual([]);
  }
});

test.each(providers)(
  'the gradient of overlapping windows that share a tie goes to the first of each (%s)',
  async (provider) => {
    const builder = createBuilder({ opset: 20 });
    const x = builder.input('x', { type: 'float32', dims: [1, 1, 3, 3] });
    const seed = builder.input('seed', { type: 'float32', dims: [1, 1, 2, 2] });
    const y = builder.node('MaxPool', [x], { kernel_shape: ints([2, 2]) });
    const { graph, gradients } = differentiate(builder.finish(), {
      of: y,
      seed,
      withRespectTo: [x],
      formulation: formulationFor(provider),
    });
    const dx = gradients.get(x)!;
    const feeds = {
      x: ortTensor(float32([1, 1, 3, 3], [0, 1, 1, 1, 1, 0, 0, 0, 0])),
      seed: ortTensor(float32([1, 1, 2, 2], [1, 2, 4, 8])),
    };
    const result = await run({ ...graph, outputs: new Map([[dx, graph.inputs.get('x')!]]) }, feeds);
    expect([...(result[dx].data as Float32Array)]).toEqual([0, 3, 0, 4, 8, 0, 0, 0, 0]);
  },
);

test.each(providers)(
  'the gradient of MaxPool goes to one of several equal pixels, not to all (%s)',
  async (provider) => {
    const builder = createBuilder();
    const x = builder.input('x', { type: 'float32', dims: [1, 1, 2, 4] });
    const seed = builder.input('seed', { type: 'float32', dims: [1, 1, 1, 2] });
    const y = builder.node('MaxPool', [x], { kernel_shape: ints([2, 2]), strides: ints([2, 2]) });
    const { graph, gradients } = differentiate(builder.finish(), {
      of: y,
      seed,
      withRespectTo: [x],
      formulation: formulationFor(provider),
    });
    const dx = gradients.get(x)!;
    const feeds = {
      x: ortTensor(float32([1, 1, 2, 4], [1, 1, 0, 0, 1, 1, 0, 0])),
      seed: ortTensor(float32([1, 1, 1, 2], [3, 5])),
    };
    const result = await run({ ...graph, outputs: new Map([[dx, graph.inputs.get('x')!]]) }, feeds);
    expect([...(result[dx].data as Float32Array)]).toEqual([3, 0, 5, 0, 0, 0, 0, 0]);
  },
);
