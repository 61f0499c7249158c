import { expect, test } from 'vitest';
import { elementAt, required } from '../../domain/elements.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { createBuilder, int, ints } from '../ir/builder.ts';
import type { ConvolutionForm, ConvolutionLowering, WeightGradientForm } from '../convolutions/convolution-lowering.ts';
import { loweringFor } from '../convolutions/convolution-lowering.ts';
import { values } from '../../../tests/support/check-gradient.ts';
import { findChannelBlock, ortTensor, run } from '../../../tests/support/run-graph.ts';
import { differentiate } from './differentiate.ts';

const channelBlock = await findChannelBlock();

interface Case {
  readonly x: readonly number[];
  readonly weights: readonly number[];
  readonly pads: readonly number[];
  readonly strides?: readonly number[];
  readonly groups?: number;
}

const square: Case = { x: [2, 5, 8, 12], weights: [4, 5, 3, 3], pads: [1, 1, 1, 1] };
const ragged: Case = { x: [3, 4, 9, 7], weights: [6, 4, 3, 3], pads: [0, 2, 1, 0] };
const strided: Case = { x: [2, 4, 9, 8], weights: [3, 4, 3, 3], pads: [1, 1, 1, 1], strides: [2, 2] };
const pointwise: Case = { x: [2, 4, 5, 5], weights: [3, 4, 1, 1], pads: [0, 0, 0, 0] };
const byChannel: Case = { x: [3, 4, 5, 6], weights: [4, 1, 3, 2], pads: [1, 0, 2, 1], groups: 4 };
const byChannelStrided: Case = {
  x: [2, 4, 7, 6],
  weights: [4, 1, 5, 3],
  pads: [2, 1, 2, 1],
  strides: [2, 2],
  groups: 4,
};

function fixed(form: ConvolutionForm, weightForm: WeightGradientForm): ConvolutionLowering {
  const forms = { forward: () => form, inputGradient: () => form, weightGradient: () => weightForm };
  return { hasPoolIndices: true, schedulesWeightGradients: false, channelBlock, ...forms };
}

/** The result and the three gradients of a convolution whose weights are trained. */
async function outcome(
  { x, weights, pads, strides = [1, 1], groups = 1 }: Case,
  lowering: ConvolutionLowering,
): Promise<Float32Array[]> {
  const tensors: Record<string, Tensor> = {
    x: values(x, 1),
    w: values(weights, 2),
    b: values([elementAt(weights, 0)], 3),
  };
  const builder = createBuilder();
  for (const [name, { dims }] of Object.entries(tensors)) {
    builder.input(name, { type: 'float32', dims: name === 'x' ? ['N', ...dims.slice(1)] : dims });
  }
  const y = builder.node(
    'Conv',
    Object.keys(tensors),
    { pads: ints(pads), strides: ints(strides), group: int(groups) },
    'y',
  );
  const image = [2, 3].map((axis) => {
    const padded = elementAt(x, axis) + elementAt(pads, axis - 2) + elementAt(pads, axis);
    return Math.floor((padded - elementAt(weights, axis)) / elementAt(strides, axis - 2)) + 1;
  });
  const seed = values([elementAt(x, 0), elementAt(weights, 0), ...image], 4);
  builder.input('dy', { type: 'float32', dims: ['N', ...seed.dims.slice(1)] });
  builder.output(y, { type: 'float32', dims: ['N', ...seed.dims.slice(1)] });
  const withRespectTo = Object.keys(tensors);
  const { graph, gradients } = differentiate(builder.finish(), { of: y, seed: 'dy', withRespectTo, lowering });
  const outputs = [...gradients].map(
    ([name, gradient]) => [gradient, { type: 'float32', dims: required(tensors[name], name).dims }] as const,
  );
  const feeds = Object.entries({ ...tensors, dy: seed }).map(([name, tensor]) => [name, ortTensor(tensor)]);
  const results = await run({ ...graph, outputs: new Map([...graph.outputs, ...outputs]) }, Object.fromEntries(feeds));
  return [y, ...gradients.values()].map((name) => required(results[name], name).data as Float32Array);
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.length === b.length ? Math.max(...a.map((value, index) => Math.abs(value - b[index]!))) : Infinity;
}

test.each<[string, Case, ConvolutionLowering]>([
  ['Winograd, whole tiles', square, fixed('winograd', 'winograd')],
  ['Winograd, broken tiles and uneven pads', ragged, fixed('winograd', 'winograd')],
  ['joined images', ragged, fixed('joined', 'joined taps')],
  ['joined images, stride 2', strided, fixed('joined', 'joined taps')],
  ['joined images, 1×1', pointwise, fixed('joined', 'joined taps')],
  ['shifts', ragged, fixed('plain', 'shifts')],
  ['joined shifts', ragged, fixed('plain', 'joined shifts')],
  ['taps, stride 2', strided, fixed('plain', 'taps')],
  ['each tap', ragged, fixed('plain', 'each tap')],
  ['matrices of channels', byChannel, fixed('plain', 'matrices')],
  ['matrices of channels, stride 2', byChannelStrided, fixed('plain', 'matrices')],
  ['what suits a GPU', square, loweringFor('webgpu')],
])('a convolution and its gradients are the same by %s', async (_name, size, lowering) => {
  const expected = await outcome(size, fixed('plain', 'each tap'));
  const found = await outcome(size, lowering);
  for (const [index, each] of expected.entries())
    expect(largestDifference(elementAt(found, index), each)).toBeLessThan(1e-4);
});

const wide: Case = { x: [2, 40, 9, 7], weights: [20, 40, 3, 3], pads: [1, 1, 1, 1] };
const wideStrided: Case = { ...wide, pads: [0, 1, 2, 1], strides: [2, 1] };
const ofFew: Case = { x: [2, 3, 11, 9], weights: [24, 3, 5, 5], pads: [2, 2, 2, 2], strides: [2, 2] };
const manyByChannel: Case = { x: [2, 20, 7, 6], weights: [20, 1, 3, 5], pads: [1, 2, 1, 2], groups: 20 };

test.skipIf(channelBlock === 0).each<[string, Case]>([
  ['channels that fill no whole block', wide],
  ['stride 2 along one axis', wideStrided],
  ['an image of three channels', ofFew],
  ['each channel by itself', manyByChannel],
  ['each channel by itself, stride 2', { ...manyByChannel, strides: [2, 2] }],
  ['each channel by itself, uneven pads', { ...manyByChannel, weights: [20, 1, 4, 3], pads: [3, 2, 0, 1] }],
  ['each channel by itself, pads below only, stride 2', { ...manyByChannel, pads: [0, 0, 1, 3], strides: [2, 2] }],
  [
    'each channel by itself, stride beyond the kernel',
    { ...manyByChannel, weights: [20, 1, 1, 2], strides: [3, 3], pads: [0, 0, 0, 0] },
  ],
])(
  'a convolution and its gradients are the same in blocks of channels (where the processor has such): %s',
  async (_name, size) => {
    const expected = await outcome(size, fixed('plain', 'each tap'));
    const found = await outcome(size, fixed('blocked', (size.groups ?? 1) > 1 ? 'blocked' : 'each tap'));
    for (const [index, each] of expected.entries())
      expect(largestDifference(elementAt(found, index), each)).toBeLessThan(1e-4);
  },
);

test('blocks are for what is multiplied much, and for channels by themselves', () => {
  const shape = { groups: 1, kernel: [3, 3], strides: [1, 1], dilations: [1, 1], size: [56, 56], image: [56, 56] };
  const channels = { ...shape, groups: 512, inputs: 1, outputs: 512, size: [14, 14], image: [14, 14] };
  const { forward, inputGradient } = loweringFor('cpu', 16);
  expect(forward({ ...shape, inputs: 64, outputs: 64 })).toBe('blocked');
  expect(forward({ ...shape, inputs: 64, outputs: 64, kernel: [1, 1] })).toBe('plain');
  expect(forward({ ...shape, inputs: 64, outputs: 64, size: [14, 14], image: [14, 14] })).toBe('plain');
  expect(forward({ ...shape, inputs: 16, outputs: 16 })).toBe('plain');
  // ONNX Runtime takes four channels at a time into blocks, and of an image all.
  expect(forward({ ...shape, inputs: 62, outputs: 64 })).toBe('plain');
  expect(inputGradient({ ...shape, inputs: 32, outputs: 62 })).toBe('plain');
  expect(inputGradient({ ...shape, inputs: 62, outputs: 32 })).toBe('blocked');
  expect(forward({ ...shape, inputs: 3, outputs: 64, kernel: [7, 7] })).toBe('blocked');
  expect(forward(channels)).toBe('blocked');
  expect(forward({ ...channels, groups: 510, outputs: 510 })).toBe('plain');
  expect(loweringFor('webgpu', 16).forward(channels)).toBe('plain');
});

test('a processor takes the algorithm that saves multiplications only where many channels pay for it', () => {
  const shape = { groups: 1, kernel: [3, 3], strides: [1, 1], dilations: [1, 1], size: [28, 28], image: [28, 28] };
  const { forward } = loweringFor('cpu');
  expect(forward({ ...shape, inputs: 512, outputs: 512 })).toBe('winograd');
  expect(forward({ ...shape, inputs: 32, outputs: 32 })).toBe('plain');
  expect(forward({ ...shape, inputs: 512, outputs: 512, strides: [2, 2] })).toBe('plain');
  const channels = { ...shape, groups: 512, inputs: 1, outputs: 512 };
  expect(forward({ ...channels, size: [14, 14], image: [14, 14] })).toBe('plain');
  expect(loweringFor('webgpu').forward({ ...shape, inputs: 512, outputs: 512 })).toBe('plain');
});
