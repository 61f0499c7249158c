import { reasonThrownBy } from '../../../tests/support/reason-thrown-by.ts';
import { clauseOf } from '../../domain/messages/clause.ts';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import { float32, int64, sizeOf } from '../../domain/tensor.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { createBuilder, float, int, ints, string } from '../ir/builder.ts';
import { toCanonical } from './to-canonical.ts';
import type { Dim, Graph } from '../ir/graph.ts';
import { inferShapes } from '../shapes/infer-shapes.ts';
import { parametersOf } from '../ir/parameters.ts';
import { UnsupportedGraph } from '../ir/unsupported-graph.ts';
import { ortTensor, run } from '../../../tests/support/run-graph.ts';

const DIMS: readonly Dim[] = ['N', 4, 6, 5];

/** A graph x → y of the given opset; N is 2 when it runs. */
function graphOf(opset: number, recipe: (builder: GraphBuilder, x: string) => string, dims = DIMS): Graph {
  const builder = createBuilder({ opset });
  builder.node('Identity', [recipe(builder, builder.input('x', { type: 'float32', dims }))], {}, 'y');
  const graph = builder.finish();
  return { ...graph, outputs: new Map([['y', inferShapes(graph).get('y')!]]) };
}

async function outcomeOf(graph: Graph): Promise<{ dims: readonly number[]; values: number[] }> {
  const dims = graph.inputs.get('x')!.dims.map((dim) => (typeof dim === 'number' ? dim : 2));
  const random = createRandom(7);
  const data = Float32Array.from({ length: sizeOf(dims) }, () => random.uniform(-1, 1));
  const { y } = await run(graph, { x: ortTensor(float32(dims, data)) });
  return { dims: y!.dims, values: Array.from(y!.data as Float32Array, Number) };
}

const opsOf = (graph: Graph): string[] => graph.nodes.map((node) => node.op);
const noise = (...dims: number[]): ReturnType<typeof float32> => {
  const random = createRandom(dims.join());
  return float32(
    dims,
    Float32Array.from({ length: sizeOf(dims) }, () => random.uniform(0.5, 1.5)),
  );
};

/** The target of an expansion as PyTorch's exporter computes it: -1 keeps a size. */
function expanded(b: GraphBuilder, value: string, sizes: string): string {
  const ones = b.node('ConstantOfShape', [b.ints([3])], { value: { kind: 'tensor', value: int64([1], [1]) } });
  const kept = b.node('Mul', [ones, b.constant(int64([], [-1]))]);
  return b.node('Expand', [value, b.node('Where', [b.node('Equal', [sizes, kept]), ones, sizes])]);
}

const cases: [claim: string, opset: number, recipe: (b: GraphBuilder, x: string) => string, ops: string[]][] = [
  [
    'axes of Squeeze and Unsqueeze',
    11,
    (b, x) => b.node('Squeeze', [b.node('Unsqueeze', [x], { axes: ints([1, 3]) })], { axes: ints([-3]) }),
    ['Unsqueeze', 'Squeeze'],
  ],
  ['axes of sums', 11, (b, x) => b.node('ReduceSum', [x], { axes: ints([2, -1]) }), ['ReduceSum']],
  ['axes of means', 17, (b, x) => b.node('ReduceMean', [x], { axes: ints([1]), keepdims: int(0) }), ['ReduceMean']],
  ['a reduction over everything', 13, (b, x) => b.node('ReduceL2', [x], { keepdims: int(0) }), ['ReduceL2']],
  ['a reduction over nothing', 13, (b, x) => b.node('ReduceSum', [x], { noop_with_empty_axes: int(1) }), ['Identity']],
  [
    'parts of given sizes',
    11,
    (b, x) => b.nodes('Split', [x], { axis: int(1), split: ints([1, 3]) }, 2)[1]!,
    ['Split'],
  ],
  ['equal parts', 13, (b, x) => b.nodes('Split', [x], { axis: int(2) }, 3)[2]!, ['Split']],
  [
    'a softmax over several axes',
    11,
    (b, x) => b.node('Softmax', [x], { axis: int(2) }),
    ['Flatten', 'Softmax', 'Reshape'],
  ],
  ['a softmax over the last axis', 11, (b, x) => b.node('LogSoftmax', [x], { axis: int(-1) }), ['LogSoftmax']],
  ['limits', 9, (b, x) => b.node('Clip', [x], { min: float(-0.5), max: float(0.25) }), ['Clip']],
  ['pads', 9, (b, x) => b.node('Pad', [x], { pads: ints([0, 0, 1, 2, 0, 1, 0, 0]), value: float(3) }), ['Pad']],
  [
    'bounds',
    9,
    (b, x) => b.node('Slice', [x], { starts: ints([1, 0]), ends: ints([3, -1]), axes: ints([1, 3]) }),
    ['Slice'],
  ],
  ['the ratio of a dropout', 11, (b, x) => b.node('Dropout', [x], { ratio: float(0.3) }), ['Dropout']],
  ['scales of Upsample', 9, (b, x) => b.node('Upsample', [x, b.constant(float32([4], [1, 1, 2, 3]))]), ['Resize']],
  [
    'scales of the first Resize',
    10,
    (b, x) => b.node('Resize', [x, b.constant(float32([4], [1, 1, 2, 2]))], { mode: string('linear') }),
    ['Resize'],
  ],
  ['a norm', 13, (b, x) => b.node('LpNormalization', [x], { axis: int(1) }), ['ReduceL2', 'Div']],
  ['Celu', 13, (b, x) => b.node('Celu', [x], { alpha: float(0.4) }), ['Div', 'Elu', 'Mul']],
  [
    'groups of channels',
    21,
    (b, x) =>
      b.node('GroupNormalization', [x, b.initializer('scale', noise(4)), b.initializer('bias', noise(4))], {
        num_groups: int(2),
      }),
    ['Reshape', 'InstanceNormalization', 'Reshape', 'Reshape', 'Mul', 'Reshape', 'Add'],
  ],
  [
    'groups with one scale each',
    18,
    (b, x) =>
      b.node('GroupNormalization', [x, b.constant(noise(2)), b.constant(float32([2], [1, 2]))], { num_groups: int(2) }),
    ['Reshape', 'InstanceNormalization', 'Reshape'],
  ],
  [
    'the batch read from the shape',
    11,
    (b, x) => {
      const batch = b.node('Unsqueeze', [b.node('Gather', [b.node('Shape', [x]), b.constant(int64([], [0]))])], {
        axes: ints([0]),
      });
      return b.node('Reshape', [x, b.node('Concat', [batch, b.ints([-1])], { axis: int(0) })]);
    },
    ['Reshape'],
  ],
  [
    'a token repeated for each image',
    13,
    (b, x) => {
      const batch = b.node('Slice', [b.node('Shape', [x]), b.ints([0]), b.ints([1])]);
      const sizes = b.node('Concat', [batch, b.ints([-1]), b.ints([-1])], { axis: int(0) });
      return expanded(b, b.initializer('token', noise(1, 1, 30)), sizes);
    },
    ['Shape', 'Slice', 'Concat', 'Equal', 'Where', 'Expand'],
  ],
  [
    'positions computed with numbers',
    13,
    (b, x) => {
      const steps = b.node('Range', [
        b.constant(int64([], [0])),
        b.constant(int64([], [5])),
        b.constant(int64([], [2])),
      ]);
      const places = b.node('Floor', [b.node('Mul', [b.node('Cast', [steps], { to: int(1) }), b.scalar(0.9)])]);
      return b.node('Gather', [x, b.node('Cast', [places], { to: int(7) })], { axis: int(3) });
    },
    ['Gather'],
  ],
  [
    'nodes that change nothing',
    13,
    (b, x) => {
      const cast = b.node('Cast', [b.node('Transpose', [x], { perm: ints([0, 1, 2, 3]) })], { to: int(1) });
      const sliced = b.node('Slice', [
        b.node('Pad', [cast, b.ints([0, 0, 0, 0, 0, 0, 0, 0])]),
        b.ints([0]),
        b.ints([9]),
        b.ints([2]),
      ]);
      return b.node('Relu', [b.node('Concat', [b.node('Reshape', [sliced, b.ints([0, 4, 6, -1])])], { axis: int(1) })]);
    },
    ['Relu'],
  ],
];

describe('the canonical form', () => {
  test.each(cases)('of %s (opset %i) computes the same', async (_, opset, recipe, ops) => {
    const graph = graphOf(opset, recipe);
    const canonical = toCanonical(graph);
    expect(canonical.opset).toBe(20);
    expect(opsOf(canonical)).toEqual(ops);
    const [given, found] = [await outcomeOf(graph), await outcomeOf(canonical)];
    expect(found.dims).toEqual(given.dims);
    expect(found.values).toEqual(given.values.map((value) => expect.closeTo(value, 5) as number));
  });

  test('of a canonical graph is that graph', () => {
    for (const [, opset, recipe] of cases) {
      const once = toCanonical(graphOf(opset, recipe));
      expect(toCanonical(once)).toEqual(once);
    }
  });

  test('of an end beyond every size, computed in the graph, still means the last element', () => {
    const graph = graphOf(11, (b, x) => {
      const far = b.constant({ type: 'int64', dims: [], data: BigInt64Array.of(2n ** 63n - 1n) });
      return b.node('Slice', [x, b.ints([-3]), b.node('Unsqueeze', [far], { axes: ints([0]) }), b.ints([2])]);
    });
    expect(inferShapes(graph).get('y')?.dims).toEqual(['N', 4, 3, 5]);
    expect(inferShapes(toCanonical(graph)).get('y')?.dims).toEqual(['N', 4, 3, 5]);
  });

  test('keeps a parameter that only layout lies between it and its layer', () => {
    const graph = graphOf(11, (b, x) =>
      b.node('MatMul', [x, b.node('Transpose', [b.initializer('weight', noise(3, 5))])]),
    );
    const canonical = toCanonical(graph);
    expect(opsOf(canonical)).toEqual(['Transpose', 'MatMul']);
    expect(parametersOf(canonical)).toEqual(['weight']);
  });

  test('keeps the values that it is asked to keep, even where nothing happens', () => {
    const graph = graphOf(13, (b, x) => b.node('Relu', [b.node('Identity', [b.node('Exp', [x])], {}, 'map')]));
    expect(opsOf(toCanonical(graph))).toEqual(['Exp', 'Relu']);
    const canonical = toCanonical(graph, ['map']);
    expect(canonical.nodes.map(({ outputs }) => outputs[0])).toEqual(['map', 'y']);
  });

  test('has an output that is an input as a node of its own, and each name once', () => {
    const graph = graphOf(13, (_b, x) => x);
    expect(opsOf(toCanonical(graph))).toEqual(['Identity']);
    const builder = createBuilder(graphOf(13, (b, x) => b.node('Relu', [x])));
    builder.output(builder.node('Identity', ['y'], {}, 'again'), graph.outputs.get('y')!);
    expect(opsOf(toCanonical(builder.finish()))).toEqual(['Relu', 'Identity']);
  });

  test('leaves out what no output needs', () => {
    const builder = createBuilder(graphOf(13, (b, x) => b.node('Relu', [x])));
    builder.node('Exp', [builder.initializer('unused', noise(3))]);
    const canonical = toCanonical(builder.finish());
    expect(opsOf(canonical)).toEqual(['Relu']);
    expect(canonical.initializers.size).toBe(0);
  });

  test.each([8, 22])('is refused for opset %i, with what to do', (opset) => {
    const graph = { ...graphOf(13, (b, x) => b.node('Relu', [x])), opset };
    expect(() => toCanonical(graph)).toThrow(UnsupportedGraph);
    expect(reasonThrownBy(() => toCanonical(graph))).toEqual(
      clauseOf('graph.other-opset', { opset, oldest: 9, newest: 21 }),
    );
  });
});
