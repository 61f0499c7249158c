import { expect, test } from 'vitest';
import { float32 } from '../../domain/tensor.ts';
import { differentiate } from '../gradients.ts';
import { createBuilder, int, ints, string } from '../builder.ts';
import type { Attribute } from '../graph.ts';
import { gradientFaults, distinct, ortTensor, run } from './check-gradient.test-support.ts';

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

test.each(windows)('the gradient of MaxPool holds for %j', async (attributes) => {
  expect(
    await gradientFaults({ op: 'MaxPool', inputs: [distinct([2, 3, 7, 6], 1)], attributes, openBatch: true }),
  ).toEqual([]);
});

test.each<[number[], Record<string, Attribute>]>([
  [[2, 3, 9], { kernel_shape: ints([3]), strides: ints([2]), pads: ints([1, 1]) }],
  [[2, 3, 8], { kernel_shape: ints([2]), strides: ints([2]) }],
  [[2, 2, 4, 5, 4], { kernel_shape: ints([3, 2, 2]), strides: ints([1, 2, 2]) }],
])('the gradient of MaxPool holds for maps of other ranks: %j', async (dims, attributes) => {
  expect(await gradientFaults({ op: 'MaxPool', inputs: [distinct(dims, 1)], attributes, openBatch: true })).toEqual([]);
});

test('the gradient of overlapping windows that share a tie goes to the first pixel of each', async () => {
  const builder = createBuilder({ opset: 20 });
  const x = builder.input('x', { type: 'float32', dims: [1, 1, 3, 3] });
  const seed = builder.input('seed', { type: 'float32', dims: [1, 1, 2, 2] });
  const y = builder.node('MaxPool', [x], { kernel_shape: ints([2, 2]) });
  const { graph, gradients } = differentiate(builder.finish(), { of: y, seed, withRespectTo: [x] });
  const dx = gradients.get(x)!;
  const feeds = {
    x: ortTensor(float32([1, 1, 3, 3], [0, 1, 1, 1, 1, 0, 0, 0, 0])),
    seed: ortTensor(float32([1, 1, 2, 2], [1, 2, 4, 8])),
  };
  const result = await run({ ...graph, outputs: new Map([[dx, graph.inputs.get('x')!]]) }, feeds);
  expect([...(result[dx].data as Float32Array)]).toEqual([0, 3, 0, 4, 8, 0, 0, 0, 0]);
});

test('the gradient of MaxPool goes to one of several equal pixels, not to all', async () => {
  const builder = createBuilder();
  const x = builder.input('x', { type: 'float32', dims: [1, 1, 2, 4] });
  const seed = builder.input('seed', { type: 'float32', dims: [1, 1, 1, 2] });
  const y = builder.node('MaxPool', [x], { kernel_shape: ints([2, 2]), strides: ints([2, 2]) });
  const { graph, gradients } = differentiate(builder.finish(), { of: y, seed, withRespectTo: [x] });
  const dx = gradients.get(x)!;
  const feeds = {
    x: ortTensor(float32([1, 1, 2, 4], [1, 1, 0, 0, 1, 1, 0, 0])),
    seed: ortTensor(float32([1, 1, 1, 2], [3, 5])),
  };
  const result = await run({ ...graph, outputs: new Map([[dx, graph.inputs.get('x')!]]) }, feeds);
  expect([...(result[dx].data as Float32Array)]).toEqual([3, 0, 5, 0, 0, 0, 0, 0]);
});
