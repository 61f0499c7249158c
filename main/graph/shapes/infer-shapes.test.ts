import { describe, expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import type { Tensor, TensorType } from '../../domain/tensor.ts';
import { float32, int64, sizeOf } from '../../domain/tensor.ts';
import { networks } from '../../../tests/support/example-networks.ts';
import { float, int, ints, string } from '../ir/builder.ts';
import type { Dim, Graph, ValueType } from '../ir/graph.ts';
import { inferShapes } from './infer-shapes.ts';
import { shapeRules } from './shape-rules.ts';
import type { Recipe } from '../../../tests/support/test-graph.ts';
import { graphOf, map, weights } from '../../../tests/support/test-graph.ts';
import type { OrtTensor } from '../../../tests/support/run-graph.ts';
import { ortTensor, run } from '../../../tests/support/run-graph.ts';

const BATCH = 2;
const tried = new Set<string>();

/** '3*N' for a batch of two is 6. */
function lengthOf(dim: Dim): number {
  if (typeof dim === 'number') return dim;
  return dim.split('*').reduce((product, part) => product * (part === 'N' ? BATCH : Number(part)), 1);
}

/** Random where the type allows it, small and positive so that integers serve as indices. */
function feed({ type, dims }: ValueType): OrtTensor {
  const sizes = dims.map(lengthOf);
  const random = createRandom(dims.join());
  const length = sizeOf(sizes);
  const data: Record<TensorType, () => Tensor['data']> = {
    float32: () => Float32Array.from({ length }, () => random.uniform(0.1, 0.9)),
    int64: () => BigInt64Array.from({ length }, () => BigInt(random.integer(2))),
    int32: () => Int32Array.from({ length }, () => random.integer(2)),
    bool: () => Uint8Array.from({ length }, () => random.integer(2)),
    uint8: () => Uint8Array.from({ length }, () => random.integer(2)),
  };
  return ortTensor({ type, dims: sizes, data: data[type]() });
}

/** Every value that a node makes, as inferred with N = 2 and as ONNX Runtime makes it. */
async function compare(graph: Graph): Promise<{ inferred: object; real: object }> {
  graph.nodes.forEach((node) => tried.add(node.op));
  const types = inferShapes(graph);
  const made = graph.nodes.flatMap((node) => node.outputs.filter((name) => name !== ''));
  const outputs = new Map(made.map((name) => [name, types.get(name)!]));
  const feeds = Object.fromEntries([...graph.inputs].map(([name, type]) => [name, feed(type)]));
  const results = await run({ ...graph, outputs }, feeds);
  const inferred = made.map((name) => [name, types.get(name)!.type, types.get(name)!.dims.map(lengthOf)]);
  const real = made.map((name) => [name, results[name]!.type, [...results[name]!.dims]]);
  return { inferred, real };
}

const cases: [claim: string, dims: (readonly Dim[])[], recipe: Recipe, opset?: number][] = [
  [
    'functions of one input',
    [map],
    (b, [x]) => {
      for (const op of 'Abs Ceil Clip Elu Erf Exp Floor HardSigmoid HardSwish LeakyRelu Log Neg'.split(' '))
        b.node(op, [x!]);
      for (const op of 'Reciprocal Relu Round Selu Sigmoid Sign Softplus Sqrt Tanh Identity'.split(' '))
        b.node(op, [x!]);
      for (const op of 'Celu Gelu Mish Softsign ThresholdedRelu Sin Cos Hardmax LogSoftmax'.split(' '))
        b.node(op, [x!]);
      b.node('Softmax', [x!], { axis: int(1) });
      b.nodes('Dropout', [x!], {}, 2);
    },
  ],
  [
    'broadcasts',
    [map, [4, 1, 1], ['N', 1, 7, 1]],
    (b, [x, y, z]) => {
      for (const op of ['Add', 'Sub', 'Mul', 'Div', 'Pow', 'PRelu']) b.node(op, [x!, y!]);
      for (const op of ['Add', 'Sub', 'Mul', 'Div', 'Pow']) b.node(op, [y!, z!]);
      for (const op of ['Max', 'Min', 'Sum', 'Mean']) b.node(op, [x!, y!, z!]);
      b.node('Mod', [x!, b.scalar(2)], { fmod: int(1) });
    },
  ],
  [
    'comparisons and choices',
    [map, [4, 1, 1]],
    (b, [x, y]) => {
      const [first, ...rest] = ['Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual'].map((op) =>
        b.node(op, [x!, y!]),
      );
      for (const op of ['And', 'Or', 'Xor']) b.node(op, [first!, rest[0]!]);
      b.node('Where', [b.node('Not', [first!]), y!, b.scalar(0)]);
      b.node('Cast', [first!], { to: int(1) });
      b.node('Cast', [x!], { to: int(7) });
      b.node('CastLike', [first!, x!]);
    },
  ],
  [
    'convolutions',
    [map],
    (b, [x]) => {
      b.node('Conv', [x!, weights(b, 6, 4, 3, 3)]);
      b.node('Conv', [x!, weights(b, 6, 4, 3, 3), weights(b, 6)], { pads: ints([1, 1, 1, 1]), strides: ints([2, 2]) });
      b.node('Conv', [x!, weights(b, 8, 2, 3, 2)], {
        group: int(2),
        dilations: ints([2, 3]),
        pads: ints([0, 1, 2, 3]),
      });
      b.node('Conv', [x!, weights(b, 6, 4, 3, 3)], { auto_pad: string('SAME_UPPER'), strides: ints([2, 2]) });
      b.node('Conv', [x!, weights(b, 6, 4, 3, 3)], { auto_pad: string('VALID') });
    },
  ],
  [
    'transposed convolutions',
    [map],
    (b, [x]) => {
      b.node('ConvTranspose', [x!, weights(b, 4, 6, 3, 3)]);
      const attributes = { strides: ints([2, 3]), pads: ints([1, 0, 1, 2]), output_padding: ints([1, 0]) };
      b.node('ConvTranspose', [x!, weights(b, 4, 6, 3, 3)], attributes);
      b.node('ConvTranspose', [x!, weights(b, 4, 3, 3, 2)], { group: int(2), dilations: ints([2, 2]) });
    },
  ],
  [
    'pools',
    [map],
    (b, [x]) => {
      const window = { kernel_shape: ints([3, 2]), strides: ints([2, 2]) };
      const [maxima, positions] = b.nodes('MaxPool', [x!], window, 2);
      b.node('MaxUnpool', [maxima!, positions!, b.node('Shape', [x!])], window);
      b.node('MaxPool', [x!], { ...window, pads: ints([1, 0, 1, 1]) });
      b.node('MaxPool', [x!], { ...window, ceil_mode: int(1) });
      b.node('AveragePool', [x!], { ...window, ceil_mode: int(1), pads: ints([1, 1, 1, 1]) });
      b.node('AveragePool', [x!], { ...window, auto_pad: string('SAME_LOWER') });
      b.node('GlobalAveragePool', [x!]);
      b.node('GlobalMaxPool', [x!]);
    },
  ],
  [
    'batch normalisation',
    [map],
    (b, [x]) => {
      const parameters = Array.from({ length: 4 }, () => weights(b, 4));
      b.node('BatchNormalization', [x!, ...parameters], { epsilon: float(1e-3) });
    },
  ],
  [
    'other normalisations',
    [map],
    (b, [x]) => {
      b.node('InstanceNormalization', [x!, weights(b, 4), weights(b, 4)]);
      b.nodes('LayerNormalization', [x!, weights(b, 7, 9)], { axis: int(2) }, 3);
      b.node('LRN', [x!], { size: int(3) });
      b.node('LpNormalization', [x!], { axis: int(1) });
    },
  ],
  [
    'group normalisation',
    [map],
    (b, [x]) => b.node('GroupNormalization', [x!, weights(b, 4), weights(b, 4)], { num_groups: int(2) }),
    21,
  ],
  [
    'matrix products',
    [
      ['N', 5],
      [3, 'N', 5, 2],
      [5, 4],
    ],
    (b, [x, y, z]) => {
      b.node('Gemm', [x!, weights(b, 3, 5), weights(b, 3)], { transB: int(1) });
      b.node('Gemm', [x!, x!], { transA: int(1) });
      b.node('MatMul', [x!, z!]);
      b.node('MatMul', [y!, weights(b, 2, 7)]);
      b.node('MatMul', [weights(b, 1, 1, 6, 5), y!]);
      b.node('MatMul', [x!, weights(b, 5)]);
      b.node('MatMul', [weights(b, 5), z!]);
    },
  ],
  [
    'changes of layout',
    [map],
    (b, [x]) => {
      b.node('Transpose', [x!]);
      b.node('Transpose', [x!], { perm: ints([1, 0, 3, 2]) });
      for (const shape of [[0, -1], [-1, 4, 63], [0, 2, 14, 0], [-1], [7, 9, -1]])
        b.node('Reshape', [x!, b.ints(shape)]);
      for (const axis of [0, 1, 2, -1]) b.node('Flatten', [x!], { axis: int(axis) });
      b.node('Expand', [b.node('Unsqueeze', [x!, b.ints([1, -1])]), b.ints([3, 1, 1, 1, 5])]);
      b.node('Squeeze', [b.node('ReduceMax', [x!, b.ints([1, 3])]), b.ints([-1])]);
      b.node('Tile', [x!, b.ints([2, 1, 3, 1])]);
      b.node('Concat', [x!, x!, b.node('Relu', [x!])], { axis: int(0) });
      b.node('Concat', [x!, weights(b, 2, 1, 7, 9)], { axis: int(1) });
    },
  ],
  [
    'parts of tensors',
    [map],
    (b, [x]) => {
      const cut = (...bounds: number[][]): string => b.node('Slice', [x!, ...bounds.map((each) => b.ints(each))]);
      cut([1], [3], [1]);
      cut([0, -3], [2 ** 31, 100], [0, 3]);
      cut([8, -1], [-100, 1], [3, 2], [-2, -1]);
      cut([0, 1], [2 ** 53, 6], [0, 2], [1, 4]);
      b.nodes('Split', [x!], { axis: int(1), num_outputs: int(2) }, 2);
      b.nodes('Split', [x!, b.ints([1, 2, 4])], { axis: int(-2) }, 3);
      b.node('Gather', [x!, b.constant(int64([2, 3], [0, 1, 0, 1, 1, 0]))], { axis: int(2) });
      b.node('Gather', [x!, b.constant(int64([], [1]))], { axis: int(-1) });
      b.node('GatherElements', [weights(b, 2, 3), b.constant(int64([2, 1], [0, 2]))], { axis: int(1) });
      b.node('GatherND', [weights(b, 2, 3), b.constant(int64([2, 1], [0, 1]))]);
      b.node('ScatterND', [weights(b, 2, 3), b.constant(int64([1, 1], [1])), weights(b, 1, 3)]);
      b.node('Trilu', [x!]);
      b.nodes('TopK', [x!, b.ints([3])], { axis: int(1) }, 2);
      b.node('DepthToSpace', [x!], { blocksize: int(2) });
      b.node('SpaceToDepth', [weights(b, 2, 3, 4, 6)], { blocksize: int(2) });
      b.node('Einsum', [x!, weights(b, 9, 5)], { equation: string('nchw,wk->nhk') });
      b.node('Pad', [x!, b.ints([0, 0, 1, 2, 0, 0, 3, -1])]);
      b.node('ScatterElements', [weights(b, 2, 3), b.constant(int64([1, 1], [1])), weights(b, 1, 1)]);
    },
  ],
  ['padding of chosen axes', [map], (b, [x]) => b.node('Pad', [x!, b.ints([1, 2, 3, 4]), '', b.ints([2, -1])])],
  ['uneven parts', [map], (b, [x]) => b.nodes('Split', [x!], { axis: int(2), num_outputs: int(3) }, 3)],
  [
    'reductions of older opsets',
    [map],
    (b, [x]) => {
      for (const op of 'L1 L2 LogSumExp Max Mean Min Prod SumSquare'.split(' '))
        b.node(`Reduce${op}`, [x!], { axes: ints([-1, 1]) });
      b.node('ReduceMean', [x!]);
      b.node('ReduceMax', [x!], { axes: ints([0]), keepdims: int(0) });
      b.node('ReduceSum', [x!, b.ints([0, 2, 3])], { keepdims: int(0) });
      b.node('ReduceSum', [x!], { noop_with_empty_axes: int(1) });
      b.node('ArgMax', [x!], { axis: int(1) });
      b.node('ArgMin', [x!], { axis: int(-1), keepdims: int(0) });
    },
    17,
  ],
  [
    'reductions',
    [map],
    (b, [x]) => {
      for (const op of 'L1 L2 LogSum LogSumExp Max Mean Min Prod Sum SumSquare'.split(' '))
        b.node(`Reduce${op}`, [x!, b.ints([-1, 1])], { keepdims: int(0) });
    },
  ],
  ['the first form of Resize', [map], (b, [x]) => b.node('Upsample', [x!, b.constant(float32([4], [1, 1, 2, 3]))]), 9],
  [
    'shapes computed in the graph',
    [map, ['N', 252]],
    (b, [x, y]) => {
      const shape = b.node('Shape', [x!]);
      b.node('Reshape', [y!, shape]);
      b.node('Reshape', [x!, b.node('Unsqueeze', [b.node('Size', [y!]), b.ints([0])])]);
      b.node('ConstantOfShape', [shape], { value: { kind: 'tensor', value: int64([1], [1]) } });
      const batch = b.node('Gather', [shape, b.constant(int64([], [0]))]);
      b.node('Reshape', [
        x!,
        b.node('Concat', [b.node('Unsqueeze', [batch, b.ints([0])]), b.ints([-1])], { axis: int(0) }),
      ]);
      const pixels = b.node('ReduceProd', [b.node('Slice', [shape, b.ints([2]), b.ints([4])])], { keepdims: int(0) });
      b.node('Range', [b.constant(int64([], [0])), pixels, b.constant(int64([], [1]))]);
      b.node('Range', [b.constant(int64([], [7])), b.constant(int64([], [0])), b.constant(int64([], [-2]))]);
      const half = b.node('Div', [b.node('Mul', [shape, b.ints([1, 3, 1, 1])]), b.ints([1, 1, 1, 2])]);
      const summed = b.node('Sub', [b.node('Add', [half, b.ints([0, 1, 1, 0])]), b.ints([0, 1, 0, 0])]);
      b.node('Expand', [b.scalar(1), b.node('Cast', [summed], { to: int(7) })]);
    },
  ],
  [
    'resizing',
    [map],
    (b, [x]) => {
      b.node('Resize', [x!, '', b.constant(float32([4], [1, 1, 2, 0.5]))]);
      b.node('Resize', [x!, '', '', b.constant(int64([4], [2, 4, 5, 20]))]);
    },
  ],
];

describe('inferred types are those of ONNX Runtime for', () => {
  test.each(cases)('%s', async (_, dims, recipe, opset) => {
    const { inferred, real } = await compare(graphOf(dims, recipe, opset));
    expect(inferred).toEqual(real);
  });

  test.each(['small-cnn', 'compact-resnet', 'mobilenet-v3-small', 'vit-tiny'])('the whole of %s', async (name) => {
    const { graph } = networks[name]!.create({
      labels: 3,
      height: 32,
      width: 48,
      channels: 3,
      random: createRandom(1),
    });
    const { inferred, real } = await compare(graph);
    expect(inferred).toEqual(real);
    const types = inferShapes(graph);
    for (const [output, type] of graph.outputs) expect(types.get(output)).toEqual(type);
  });

  test('every operator that has a rule, but for NonZero, whose size is in the data', () => {
    expect([...shapeRules.keys()].filter((op) => !tried.has(op))).toEqual(['NonZero']);
  });
});
