import { expect, test } from 'vitest';
import { required } from '../../../domain/elements.ts';
import { float32 } from '../../../domain/tensor.ts';
import { loweringFor } from '../../convolutions/convolution-lowering.ts';
import { differentiate } from '../differentiate.ts';
import { createBuilder, ints } from '../../ir/builder.ts';
import { ortTensor, run } from '../../../../tests/support/run-graph.ts';
import { gradientAt } from '../../../../tests/support/gradient-at.ts';

/** By the indices of the forward node, and by comparison. */
const providers = ['cpu', 'webgpu'] as const;

test('of equal maxima of GlobalMaxPool the first gets the gradient', async () => {
  const x = float32([1, 1, 2, 2], [0, 5, 5, 5]);
  expect(await gradientAt('GlobalMaxPool', [x])).toEqual([[0, 1, 0, 0]]);
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
      lowering: loweringFor(provider),
    });
    const dx = gradients.get(x)!;
    const feeds = {
      x: ortTensor(float32([1, 1, 3, 3], [0, 1, 1, 1, 1, 0, 0, 0, 0])),
      seed: ortTensor(float32([1, 1, 2, 2], [1, 2, 4, 8])),
    };
    const result = await run({ ...graph, outputs: new Map([[dx, graph.inputs.get('x')!]]) }, feeds);
    expect([...(required(result[dx], dx).data as Float32Array)]).toEqual([0, 3, 0, 4, 8, 0, 0, 0, 0]);
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
      lowering: loweringFor(provider),
    });
    const dx = gradients.get(x)!;
    const feeds = {
      x: ortTensor(float32([1, 1, 2, 4], [1, 1, 0, 0, 1, 1, 0, 0])),
      seed: ortTensor(float32([1, 1, 1, 2], [3, 5])),
    };
    const result = await run({ ...graph, outputs: new Map([[dx, graph.inputs.get('x')!]]) }, feeds);
    expect([...(required(result[dx], dx).data as Float32Array)]).toEqual([3, 0, 5, 0, 0, 0, 0, 0]);
  },
);
